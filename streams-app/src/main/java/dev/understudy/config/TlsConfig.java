package dev.understudy.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS of one provider, in PEM files; the JDK's own trust is used where nothing is named.
 *
 * @param caFile certificates to trust
 * @param certificateFile own certificate, for mutual TLS
 * @param keyFile private key of that certificate (PKCS#8)
 */
public record TlsConfig(
        @Nullable Path caFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile) {

    /** The JDK's own trust and no certificate of our own. */
    public static final TlsConfig DEFAULT = new TlsConfig(null, null, null);

    public TlsConfig {
        if ((certificateFile == null) != (keyFile == null)) {
            throw new ConfigException(
                    certificateFile == null ? "certificate-file" : "key-file",
                    "is missing; certificate-file and key-file go together");
        }
    }
}
