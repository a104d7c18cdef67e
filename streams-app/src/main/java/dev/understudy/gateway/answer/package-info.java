/** What a request is answered with. */
@NullMarked
package dev.understudy.gateway.answer;

import org.jspecify.annotations.NullMarked;
