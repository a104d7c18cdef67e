/** Floor 4: which alerts are replayed, and what production answered to them. */
@NullMarked
package dev.understudy.runtime.replay.intake;

import org.jspecify.annotations.NullMarked;
