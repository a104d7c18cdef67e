/** Floor 4: composition root, lifecycle, health, configuration loading. */
@NullMarked
package dev.understudy.runtime;

import org.jspecify.annotations.NullMarked;
