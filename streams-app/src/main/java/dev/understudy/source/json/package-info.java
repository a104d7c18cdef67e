/** Floor 2, below the formats: JSON as bytes, and the fields of its objects by name. Uses domain. */
@NullMarked
package dev.understudy.source.json;

import org.jspecify.annotations.NullMarked;
