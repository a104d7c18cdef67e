/** Floor 4: the leases of daily budgets, kept in a topic. */
@NullMarked
package dev.understudy.runtime.budget;

import org.jspecify.annotations.NullMarked;
