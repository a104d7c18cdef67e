/** Floor 1c: the {@link dev.understudy.provider.ChatModel} port, its decorators and the HTTP exchange. */
@NullMarked
package dev.understudy.provider;

import org.jspecify.annotations.NullMarked;
