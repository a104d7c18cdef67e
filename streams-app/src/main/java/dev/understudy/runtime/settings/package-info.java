/**
 * Floor 4: from a YAML file to validated configuration records, and back to what is in force. Uses the configuration
 * records and Jackson only.
 */
@NullMarked
package dev.understudy.runtime.settings;

import org.jspecify.annotations.NullMarked;
