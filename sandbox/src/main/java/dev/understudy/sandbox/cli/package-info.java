/** The command line of the sandbox: arguments, the table it prints, exit codes. Uses everything. */
@NullMarked
package dev.understudy.sandbox.cli;

import org.jspecify.annotations.NullMarked;
