/** Floor 4: what calls cost, added up from the topics. Prints nothing. */
@NullMarked
package dev.understudy.runtime.cost;

import org.jspecify.annotations.NullMarked;
