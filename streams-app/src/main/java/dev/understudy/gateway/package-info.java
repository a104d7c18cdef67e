/** Floor 3: the way in over HTTP; alerts become records of the topic incidents, and nothing is kept. */
@NullMarked
package dev.understudy.gateway;

import org.jspecify.annotations.NullMarked;
