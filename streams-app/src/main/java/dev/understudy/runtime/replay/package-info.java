/** Floor 4: what answers in the place of providers when alerts are run again. */
@NullMarked
package dev.understudy.runtime.replay;

import org.jspecify.annotations.NullMarked;
