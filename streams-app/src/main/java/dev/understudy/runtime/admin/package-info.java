/** Floor 4: the guarded port on which a running instance takes commands, and the client that sends them. */
@NullMarked
package dev.understudy.runtime.admin;

import org.jspecify.annotations.NullMarked;
