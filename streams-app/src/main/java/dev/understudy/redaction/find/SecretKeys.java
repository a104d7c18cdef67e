package dev.understudy.redaction.find;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells from the name of a value whether the value is a secret. */
final class SecretKeys {
    /** How much a name says. */
    enum Weight {
        /** Nothing. */
        NONE,
        /** It may name a secret, or the place where one is kept: the value decides. */
        WEAK,
        /** Its value is a secret, unless it says that it is none. */
        STRONG,
        /** The HTTP header with a scheme and a secret. */
        AUTHORIZATION,
        /** The HTTP headers with pairs of a name and a secret. */
        COOKIE
    }

    private static final List<String> STRONG = List.of(
            "password",
            "passwd",
            "passwort",
            "kennwort",
            "pwd",
            "passphrase",
            "keypass",
            "dbpass",
            "userpass",
            "apikey",
            "secretkey",
            "accesskey",
            "accountkey",
            "privatekey",
            "signingkey",
            "encryptionkey",
            "masterkey",
            "authkey",
            "servicekey",
            "sharedkey",
            "appkey",
            "applicationkey",
            "clientkey",
            "licensekey",
            "dbkey",
            "clientsecret",
            "appsecret",
            "sharedsecret",
            "webhooksecret",
            "secretaccesskey",
            "accesstoken",
            "authtoken",
            "refreshtoken",
            "sessiontoken",
            "securitytoken",
            "bearertoken",
            "apitoken",
            "bottoken",
            "privatetoken",
            "amzsignature");
    private static final List<String> WEAK =
            List.of("token", "secret", "credential", "credentials", "sessionid", "sessid");
    private static final Set<String> WEAK_ALONE = Set.of("pass", "sid", "sig", "auth");
    private static final Set<String> STRONG_IN_QUERY = Set.of("token", "secret", "sig", "key");
    /** What a name may end in for any of the above. */
    private static final String LAST_LETTERS = "deghlnsty";

    private SecretKeys() {}

    /** What the name between two places says; in the query of an address it says more. */
    static Weight weight(String text, int start, int end, boolean inQuery) {
        if (start >= end || LAST_LETTERS.indexOf(text.charAt(end - 1) | 0x20) < 0) {
            return Weight.NONE;
        }
        return weight(text.substring(start, end), inQuery);
    }

    static Weight weight(String name, boolean inQuery) {
        String lower = name.toLowerCase(Locale.ROOT);
        String last = lower.substring(lastSeparator(lower) + 1);
        String bare = lower.length() == last.length() ? lower : bare(lower);
        if (bare.equals("cookie") || bare.equals("setcookie")) {
            return Weight.COOKIE;
        }
        if (bare.endsWith("authorization")) {
            return Weight.AUTHORIZATION;
        }
        if (endsWithAny(bare, STRONG)
                || (last.equals("pass") && last.length() < bare.length())
                || (inQuery && STRONG_IN_QUERY.contains(bare))) {
            return Weight.STRONG;
        }
        return endsWithAny(bare, WEAK) || WEAK_ALONE.contains(last) ? Weight.WEAK : Weight.NONE;
    }

    private static int lastSeparator(String name) {
        return Math.max(Math.max(name.lastIndexOf('_'), name.lastIndexOf('-')), name.lastIndexOf('.'));
    }

    private static String bare(String name) {
        StringBuilder bare = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            if (Chars.isAlnum(name, i)) {
                bare.append(name.charAt(i));
            }
        }
        return bare.toString();
    }

    private static boolean endsWithAny(String name, List<String> endings) {
        for (String ending : endings) {
            if (name.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
