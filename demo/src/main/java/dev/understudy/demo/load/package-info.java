/** The alerts that the demo sends, and the requests that they must become. Uses the product's alert formats. */
@NullMarked
package dev.understudy.demo.load;

import org.jspecify.annotations.NullMarked;
