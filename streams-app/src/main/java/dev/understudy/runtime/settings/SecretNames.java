package dev.understudy.runtime.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/** Knows the names of settings whose values are not to be shown, and hides passwords within addresses. */
final class SecretNames {
    static final String MASK = "****";

    private static final Pattern SECRET =
            Pattern.compile(".*(password|passphrase|secret|jaas|credential|user\\.info|authorization|bearer\\.auth).*"
                    + "|(.*[._-])?(token|key|api[._-]?key|sig|signature)");
    private static final Pattern USER_INFO = Pattern.compile("(://[^/@:\\s]*):[^/@\\s]*@");

    private SecretNames() {}

    /** True when a value under this key is not to be shown. */
    static boolean matches(String key) {
        return SECRET.matcher(key.toLowerCase(Locale.ROOT)).matches();
    }

    /** The text without the passwords of addresses in it. */
    static String withoutPasswords(String text) {
        return USER_INFO.matcher(text).replaceAll("$1:" + MASK + "@");
    }
}
