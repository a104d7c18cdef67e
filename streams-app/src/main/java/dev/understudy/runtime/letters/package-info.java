/** Floor 4: dead letters, read and sent again. */
@NullMarked
package dev.understudy.runtime.letters;

import org.jspecify.annotations.NullMarked;
