/** What the topics hold, and what follows from it: the verdict and the figures. Uses the product's contracts. */
@NullMarked
package dev.understudy.demo.record;

import org.jspecify.annotations.NullMarked;
