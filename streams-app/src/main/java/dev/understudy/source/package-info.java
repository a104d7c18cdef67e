/** Floor 2: the JSON formats in which people send alerts, turned into domain alerts. */
@NullMarked
package dev.understudy.source;

import org.jspecify.annotations.NullMarked;
