/** Floor 1b: takes secrets and personal data out of texts, and puts back what a reader may see. Uses the JDK only. */
@NullMarked
package dev.understudy.redaction;

import org.jspecify.annotations.NullMarked;
