/** Floor 4: the small HTTP server that health, metrics and the admin port stand on. */
@NullMarked
package dev.understudy.runtime.http;

import org.jspecify.annotations.NullMarked;
