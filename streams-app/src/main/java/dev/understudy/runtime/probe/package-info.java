/** Floor 4: questions about a made-up alert, asked of providers to see whether they answer. */
@NullMarked
package dev.understudy.runtime.probe;

import org.jspecify.annotations.NullMarked;
