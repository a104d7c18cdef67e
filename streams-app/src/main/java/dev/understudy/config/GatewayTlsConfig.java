package dev.understudy.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the gateway shows: PEM files, or a PKCS#12 store.
 *
 * @param certificateFile certificate with those that vouch for it, in PEM; TLS 1.2 and newer
 * @param keyFile its private key (PKCS#8), in PEM
 * @param keyStore PKCS#12 store with both, instead of PEM
 * @param keyStorePassword of the store
 */
public record GatewayTlsConfig(
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        @Nullable Path keyStore,
        @Nullable Secret keyStorePassword) {

    public GatewayTlsConfig {
        if ((certificateFile == null) != (keyFile == null)) {
            throw new ConfigException(
                    certificateFile == null ? "certificate-file" : "key-file",
                    "is missing; certificate-file and key-file go together");
        }
        if ((keyStore == null) != (keyStorePassword == null)) {
            throw new ConfigException(
                    keyStore == null ? "key-store" : "key-store-password",
                    "is missing; key-store and key-store-password go together");
        }
        if ((certificateFile == null) == (keyStore == null)) {
            throw new ConfigException(
                    "certificate-file",
                    keyStore == null
                            ? "is missing; expected certificate-file and key-file (PEM), or key-store (PKCS#12)"
                            : "stands beside key-store; expected one of them");
        }
    }
}
