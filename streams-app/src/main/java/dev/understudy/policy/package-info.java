/** Floor 1b: pure decisions (routes, deadlines, back-off, rules), without clocks, threads or I/O of their own. */
@NullMarked
package dev.understudy.policy;

import org.jspecify.annotations.NullMarked;
