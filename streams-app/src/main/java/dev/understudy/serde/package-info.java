/** Floor 2: the Confluent wire format. Avro and the registry stop here; everything above sees domain records. */
@NullMarked
package dev.understudy.serde;

import org.jspecify.annotations.NullMarked;
