/** Floor 1b, inside prompt: the texts that an installation brings with it, templates and runbooks. Read once. */
@NullMarked
package dev.understudy.prompt.files;

import org.jspecify.annotations.NullMarked;
