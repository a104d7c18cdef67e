/** What a scripted provider does with its calls: latency, faults and whom they hit. Uses the JDK only. */
@NullMarked
package dev.understudy.sandbox.script;

import org.jspecify.annotations.NullMarked;
