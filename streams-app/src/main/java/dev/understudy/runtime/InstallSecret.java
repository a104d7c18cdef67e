package dev.understudy.runtime;

import dev.understudy.runtime.kafka.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The secret of an installation, from which the fences around alert texts are derived: random, made at the first start
 * and kept in the state folder. Another instance has another one, which does no harm.
 */
final class InstallSecret {
    private static final int BYTES = 32;

    private InstallSecret() {}

    static byte[] of(Path stateDir) {
        Path file = stateDir.resolve("install-secret");
        try {
            if (Files.exists(file)) {
                return Files.readAllBytes(file);
            }
            byte[] secret = new byte[BYTES];
            new SecureRandom().nextBytes(secret);
            Files.createDirectories(stateDir);
            Files.write(file, secret);
            return secret;
        } catch (IOException e) {
            throw new StartupException("state-dir: " + file + " cannot be read or written (" + e.getMessage()
                    + "); give this user a folder of its own");
        }
    }
}
