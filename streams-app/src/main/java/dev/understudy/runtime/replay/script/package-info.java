/** Floor 4: the script of a replay, read and checked. */
@NullMarked
package dev.understudy.runtime.replay.script;

import org.jspecify.annotations.NullMarked;
