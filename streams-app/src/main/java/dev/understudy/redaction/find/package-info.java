/** Floor 1b: where in a text something stands that is not to be passed on, one finder for each form. */
@NullMarked
package dev.understudy.redaction.find;

import org.jspecify.annotations.NullMarked;
