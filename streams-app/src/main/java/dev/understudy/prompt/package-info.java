/** Floor 1b: the words sent to a model and the check of what comes back. */
@NullMarked
package dev.understudy.prompt;

import org.jspecify.annotations.NullMarked;
