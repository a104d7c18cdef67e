package dev.understudy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Certificates made for a test: a server and a client, each its own authority. */
public final class Certificates {
    /** Of every store. */
    public static final String PASSWORD = "changeit";

    private final Path folder;

    public Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        generate("server", "-ext", "san=dns:localhost");
        generate("client");
    }

    private void generate(String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-keystore",
                folder.resolve(name + ".p12").toString(),
                "-storepass",
                PASSWORD));
        command.addAll(Arrays.asList(more));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError(Files.readString(folder.resolve(name + ".log")));
        }
    }

    private KeyStore store(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** A certificate in PEM. */
    public Path certificate(String name) throws GeneralSecurityException, IOException {
        return pem(
                name + ".pem", "CERTIFICATE", store(name).getCertificate(name).getEncoded());
    }

    /** Its private key in PEM. */
    public Path key(String name) throws GeneralSecurityException, IOException {
        return pem(
                name + ".key",
                "PRIVATE KEY",
                store(name).getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    /** Both in a PKCS#12 store. */
    public Path storeFile(String name) {
        return folder.resolve(name + ".p12");
    }

    private Path pem(String file, String kind, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    /** A socket that shows the server's certificate, and may ask for the client's. */
    public SSLServerSocket serverSocket(boolean clientNeeded) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("server"), PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", store("client").getCertificate("client"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(clientNeeded);
        return socket;
    }
}
