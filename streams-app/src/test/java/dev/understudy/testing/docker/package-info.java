/** Brokers in containers, for tests that run where a Docker engine is. */
package dev.understudy.testing.docker;
