/** Floor 4: the life of one alert, read back from the topics. */
@NullMarked
package dev.understudy.runtime.story;

import org.jspecify.annotations.NullMarked;
