/**
 * Floor 4: holds what was read from {@code incidents} against what came of it. {@link
 * dev.understudy.runtime.audit.Reconciliation} judges facts and knows no Kafka; {@link
 * dev.understudy.runtime.audit.Audit} reads them from the topics. Prints nothing.
 */
@NullMarked
package dev.understudy.runtime.audit;

import org.jspecify.annotations.NullMarked;
