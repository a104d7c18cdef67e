/** Floor 1b: TLS contexts from the files that the configuration names; the JDK only. */
@NullMarked
package dev.understudy.tls;

import org.jspecify.annotations.NullMarked;
