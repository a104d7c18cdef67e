package dev.understudy.tls;

import dev.understudy.config.ConfigException;
import dev.understudy.config.GatewayTlsConfig;
import dev.understudy.config.Secret;
import dev.understudy.config.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS contexts from the files of the configuration. Throws {@link ConfigException} when a file cannot be used. */
public final class TlsContexts {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    /** Protects a key store that never leaves memory. */
    private static final char[] IN_MEMORY = {};

    private TlsContexts() {}

    /** For a client of a provider. */
    public static SSLContext client(TlsConfig tls) {
        try {
            return context(ownKey(tls.certificateFile(), tls.keyFile()), trust(tls.caFile()));
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("tls", "cannot be set up: " + e.getMessage());
        }
    }

    /** For a server. */
    @SuppressWarnings("NullAway") // null means that no client certificate is asked for
    public static SSLContext server(GatewayTlsConfig tls) {
        try {
            Path store = tls.keyStore();
            Secret password = tls.keyStorePassword();
            return context(
                    store == null || password == null
                            ? ownKey(tls.certificateFile(), tls.keyFile())
                            : storedKey(store, password.reveal().strip().toCharArray()),
                    null);
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("tls", "cannot be set up: " + e.getMessage());
        }
    }

    private static SSLContext context(KeyManager[] own, TrustManager[] trusted) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, trusted, null);
        return context;
    }

    private static KeyManager[] storedKey(Path file, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        } catch (NoSuchFileException e) {
            throw new ConfigException("tls.key-store", "cannot be read: " + file);
        } catch (IOException e) {
            throw new ConfigException(
                    "tls.key-store", "is no PKCS#12 store, or key-store-password is not its password: " + file);
        }
        if (!holdsAKey(store)) {
            throw new ConfigException("tls.key-store", "holds no private key: " + file);
        }
        return keyManagers(store, password);
    }

    private static boolean holdsAKey(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
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
    private static KeyManager[] ownKey(@Nullable Path certificateFile, @Nullable Path keyFile)
            throws GeneralSecurityException, IOException {
        if (certificateFile == null || keyFile == null) {
            return null;
        }
        KeyStore store = emptyStore();
        Certificate[] chain = certificates(certificateFile, "certificate-file").toArray(Certificate[]::new);
        store.setKeyEntry("own", privateKey(keyFile), IN_MEMORY, chain);
        return keyManagers(store, IN_MEMORY);
    }

    private static KeyManager[] keyManagers(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
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
