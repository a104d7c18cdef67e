/** Floor 4: what the commands do with topics: alerts in, incidents out. Prints nothing. */
@NullMarked
package dev.understudy.runtime.client;

import org.jspecify.annotations.NullMarked;
