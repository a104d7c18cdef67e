/** Floor 4: tries the configured providers, and asks a running instance how it sees them. */
@NullMarked
package dev.understudy.runtime.check;

import org.jspecify.annotations.NullMarked;
