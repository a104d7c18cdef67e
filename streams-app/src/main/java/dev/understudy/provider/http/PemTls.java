package dev.understudy.provider.http;

import dev.understudy.config.ConfigException;
import dev.understudy.config.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A TLS context from PEM files. Throws {@link ConfigException} when a file cannot be used. */
final class PemTls {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    /** Protects a key store that never leaves memory. */
    private static final char[] IN_MEMORY = {};

    private PemTls() {}

    static SSLContext context(TlsConfig tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ownKey(tls), trust(tls.caFile()), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("tls", "cannot be set up: " + e.getMessage());
        }
    }

    @SuppressWarnings("NullAway") // null means the JDK's own
    private static TrustManager[] trust(@Nullable Path caFile) throws GeneralSecurityException, IOException {
        if (caFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int position = 0;
        for (Certificate certificate : certificates(caFile, "ca-file")) {
            store.setCertificateEntry("ca-" + position++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    @SuppressWarnings("NullAway") // null means none
    private static KeyManager[] ownKey(TlsConfig tls) throws GeneralSecurityException, IOException {
        Path certificateFile = tls.certificateFile();
        Path keyFile = tls.keyFile();
        if (certificateFile == null || keyFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(certificateFile, "certificate-file").toArray(Certificate[]::new);
        store.setKeyEntry("own", privateKey(keyFile), IN_MEMORY, chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static Collection<? extends Certificate> certificates(Path file, String property)
            throws GeneralSecurityException {
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(read(file, property).getBytes(StandardCharsets.US_ASCII)));
        if (certificates.isEmpty()) {
            throw new ConfigException("tls." + property, "holds no certificate: " + file);
        }
        return certificates;
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
        Matcher pem = PRIVATE_KEY.matcher(read(file, "key-file"));
        if (!pem.find()) {
            throw new ConfigException("tls.key-file", "holds no PKCS#8 private key (BEGIN PRIVATE KEY): " + file);
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // a key of another kind
            }
        }
        throw new ConfigException("tls.key-file", "holds a key that is none of " + KEY_ALGORITHMS + ": " + file);
    }

    private static String read(Path file, String property) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new ConfigException("tls." + property, "cannot be read: " + file);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
