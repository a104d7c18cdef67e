package dev.understudy.redaction.find;

import java.util.List;

/**
 * A credential that its first characters give away.
 *
 * @param prefix how it begins
 * @param body characters that follow
 * @param least how many of them at least
 * @param exact whether there are never more
 * @param digit whether one of them is a digit
 */
record TokenForm(String prefix, Chars body, int least, boolean exact, boolean digit) {
    /** What providers of models, forges, clouds and tools issue, as published by secret scanners. */
    static final List<TokenForm> ALL = List.of(
            // providers of models
            atLeast("sk-ant-", Chars.WORD, 20),
            atLeast("sk-proj-", Chars.WORD, 20),
            atLeast("sk-svcacct-", Chars.WORD, 20),
            atLeast("sk-admin-", Chars.WORD, 20),
            atLeast("sk-or-v1-", Chars.WORD, 20),
            new TokenForm("sk-", Chars.ALNUM, 20, false, true),
            atLeast("hf_", Chars.ALNUM, 30),
            atLeast("api_org_", Chars.ALNUM, 30),
            atLeast("gsk_", Chars.ALNUM, 30),
            atLeast("xai-", Chars.ALNUM, 40),
            atLeast("pplx-", Chars.ALNUM, 40),
            atLeast("r8_", Chars.ALNUM, 30),
            atLeast("nvapi-", Chars.WORD, 40),
            atLeast("AIza", Chars.WORD, 35),
            // forges and package registries
            atLeast("ghp_", Chars.ALNUM, 30),
            atLeast("gho_", Chars.ALNUM, 30),
            atLeast("ghu_", Chars.ALNUM, 30),
            atLeast("ghs_", Chars.ALNUM, 30),
            atLeast("ghr_", Chars.ALNUM, 30),
            atLeast("github_pat_", Chars.WORD, 30),
            atLeast("glpat-", Chars.DOTTED, 20),
            atLeast("glrt-", Chars.DOTTED, 20),
            atLeast("gldt-", Chars.WORD, 20),
            atLeast("glcbt-", Chars.WORD, 20),
            atLeast("glptt-", Chars.WORD, 20),
            atLeast("glft-", Chars.WORD, 20),
            atLeast("glsoat-", Chars.WORD, 20),
            atLeast("glagent-", Chars.WORD, 20),
            atLeast("GR1348941", Chars.WORD, 20),
            atLeast("ATATT3", Chars.BASE64, 40),
            atLeast("ATCTT3", Chars.BASE64, 40),
            atLeast("npm_", Chars.ALNUM, 30),
            atLeast("pypi-AgE", Chars.WORD, 40),
            exactly("rubygems_", Chars.HEX, 48),
            atLeast("dckr_pat_", Chars.WORD, 20),
            atLeast("dckr_oat_", Chars.WORD, 20),
            atLeast("AKCp", Chars.ALNUM, 60),
            atLeast("cmVmd", Chars.ALNUM, 59),
            atLeast("CLOJARS_", Chars.ALNUM, 50),
            // clouds
            atLeast("AKIA", Chars.UPPER_ALNUM, 16),
            atLeast("ASIA", Chars.UPPER_ALNUM, 16),
            atLeast("ABIA", Chars.UPPER_ALNUM, 16),
            atLeast("ACCA", Chars.UPPER_ALNUM, 16),
            atLeast("ABSK", Chars.BASE64, 100),
            atLeast("ya29.", Chars.WORD, 20),
            exactly("dop_v1_", Chars.HEX, 64),
            exactly("doo_v1_", Chars.HEX, 64),
            exactly("dor_v1_", Chars.HEX, 64),
            new TokenForm("LTAI", Chars.ALNUM, 12, false, true),
            atLeast("fo1_", Chars.WORD, 40),
            atLeast("fm2_", Chars.BASE64, 80),
            atLeast("HRKU-AA", Chars.WORD, 50),
            exactly("sbp_", Chars.HEX, 40),
            // messages and mail
            atLeast("xoxb-", Chars.WORD, 20),
            atLeast("xoxp-", Chars.WORD, 20),
            atLeast("xoxa-", Chars.WORD, 10),
            atLeast("xoxr-", Chars.WORD, 10),
            atLeast("xoxs-", Chars.WORD, 10),
            atLeast("xoxo-", Chars.WORD, 10),
            atLeast("xoxc-", Chars.WORD, 20),
            atLeast("xoxd-", Chars.BASE64, 20),
            atLeast("xoxe-", Chars.WORD, 20),
            atLeast("xoxe.xox", Chars.WORD, 20),
            atLeast("xapp-", Chars.WORD, 20),
            atLeast("SG.", Chars.DOTTED, 50),
            exactly("SK", Chars.HEX, 32),
            exactly("key-", Chars.HEX, 32),
            atLeast("xkeysib-", Chars.WORD, 64),
            // payment
            atLeast("sk_live_", Chars.ALNUM, 10),
            atLeast("sk_test_", Chars.ALNUM, 10),
            atLeast("rk_live_", Chars.ALNUM, 10),
            atLeast("rk_test_", Chars.ALNUM, 10),
            atLeast("whsec_", Chars.BASE64, 20),
            exactly("shpat_", Chars.HEX, 32),
            exactly("shpca_", Chars.HEX, 32),
            exactly("shppa_", Chars.HEX, 32),
            exactly("shpss_", Chars.HEX, 32),
            atLeast("sq0atp-", Chars.WORD, 22),
            atLeast("sq0csp-", Chars.WORD, 40),
            atLeast("EAAA", Chars.WORD, 56),
            atLeast("FLWSECK", Chars.WORD, 12),
            atLeast("shippo_live_", Chars.HEX, 40),
            // operations
            atLeast("glsa_", Chars.WORD, 30),
            atLeast("glc_", Chars.BASE64, 32),
            atLeast("eyJrIjoi", Chars.BASE64, 40),
            atLeast("hvs.", Chars.WORD, 24),
            atLeast("hvb.", Chars.WORD, 24),
            atLeast("hvr.", Chars.WORD, 24),
            atLeast("dt0c01.", Chars.DOTTED, 60),
            atLeast("dt0s01.", Chars.DOTTED, 60),
            atLeast("NRAK-", Chars.ALNUM, 20),
            atLeast("NRII-", Chars.WORD, 20),
            atLeast("sntryu_", Chars.HEX, 40),
            atLeast("sntrys_", Chars.BASE64, 40),
            exactly("dapi", Chars.HEX, 32),
            atLeast("lin_api_", Chars.ALNUM, 30),
            atLeast("ntn_", Chars.ALNUM, 40),
            atLeast("PMAK-", Chars.WORD, 50),
            exactly("pul-", Chars.HEX, 40),
            atLeast("pscale_tkn_", Chars.DOTTED, 30),
            atLeast("pscale_pw_", Chars.DOTTED, 30),
            atLeast("pscale_oauth_", Chars.DOTTED, 30),
            atLeast("dp.pt.", Chars.ALNUM, 40),
            atLeast("dp.st.", Chars.DOTTED, 40),
            atLeast("AGE-SECRET-KEY-1", Chars.UPPER_ALNUM, 50),
            atLeast("AVNS_", Chars.WORD, 16),
            atLeast("sha256~", Chars.WORD, 40),
            atLeast("tskey-", Chars.WORD, 20),
            atLeast("figd_", Chars.WORD, 38),
            atLeast("rdme_", Chars.ALNUM, 60),
            atLeast("CFPAT-", Chars.WORD, 40),
            atLeast("ops_eyJ", Chars.BASE64, 100),
            exactly("API-", Chars.UPPER_ALNUM, 26));

    private static TokenForm atLeast(String prefix, Chars body, int least) {
        return new TokenForm(prefix, body, least, false, false);
    }

    private static TokenForm exactly(String prefix, Chars body, int length) {
        return new TokenForm(prefix, body, length, true, false);
    }

    /** The end of the credential that begins at a place with this prefix; -1 when there is none. */
    int end(String text, int start) {
        int from = start + prefix.length();
        int end = body.runEnd(text, from, text.length());
        int length = end - from;
        boolean fits = length >= least
                && (!exact || length == least)
                && !Chars.isAlnum(text, end)
                && (!digit || Chars.hasDigit(text, from, end));
        return fits ? end : -1;
    }
}
