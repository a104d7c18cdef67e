/**
 * Floor 1b: what may be spent. The ledger of leases that every instance reads alike, and what one instance has left of
 * its own. No I/O.
 *
 * <p>May use: domain, config, policy.
 */
@NullMarked
package dev.understudy.budget;

import org.jspecify.annotations.NullMarked;
