/** Floor 1c: providers that are made to look broken on purpose, for a while. Knows the domain only. */
@NullMarked
package dev.understudy.provider.drill;

import org.jspecify.annotations.NullMarked;
