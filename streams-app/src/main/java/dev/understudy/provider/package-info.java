/**
 * Floor 1c: the {@link dev.understudy.provider.ChatModel} port and what the rooms above see of a provider: its state,
 * its permits, advice on its failures. How a call is made stands in the rooms below this one's name.
 *
 * <p>May use: domain, config, prompt.
 */
@NullMarked
package dev.understudy.provider;

import org.jspecify.annotations.NullMarked;
