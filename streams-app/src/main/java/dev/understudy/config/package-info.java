/** Floor 1a: validated configuration records, free of annotations. Uses the ground floor only. */
@NullMarked
package dev.understudy.config;

import org.jspecify.annotations.NullMarked;
