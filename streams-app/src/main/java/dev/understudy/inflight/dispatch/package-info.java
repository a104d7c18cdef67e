/** Floor 2b: who may call next. One dispatcher per process over all tasks; one mailbox per task. */
@NullMarked
package dev.understudy.inflight.dispatch;

import org.jspecify.annotations.NullMarked;
