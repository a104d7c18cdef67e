/** Floor 4: tries the configured providers without running anything else. */
@NullMarked
package dev.understudy.runtime.check;

import org.jspecify.annotations.NullMarked;
