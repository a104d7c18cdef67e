/** Roof: the commands about requests that wait for a provider. */
@NullMarked
package dev.understudy.cli.parked;

import org.jspecify.annotations.NullMarked;
