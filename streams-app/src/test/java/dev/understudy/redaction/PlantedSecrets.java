package dev.understudy.redaction;

import static dev.understudy.redaction.PlantedSecret.ALNUM;
import static dev.understudy.redaction.PlantedSecret.BASE64;
import static dev.understudy.redaction.PlantedSecret.HEX;
import static dev.understudy.redaction.PlantedSecret.LOWER_ALNUM;
import static dev.understudy.redaction.PlantedSecret.UPPER_ALNUM;
import static dev.understudy.redaction.PlantedSecret.WORD;
import static dev.understudy.redaction.PlantedSecret.body;
import static dev.understudy.redaction.PlantedSecret.in;
import static dev.understudy.redaction.PlantedSecret.token;

import java.util.List;
import java.util.stream.Stream;

/**
 * Secrets in the forms that gitleaks, detect-secrets and trufflehog look for. Every value is made when the test runs,
 * so that none stands in this file.
 */
public final class PlantedSecrets {
    private PlantedSecrets() {}

    public static List<PlantedSecret> all() {
        return Stream.of(vendors(), forges(), clouds(), chats(), tools(), keys(), addresses(), pairs(), headers())
                .flatMap(List::stream)
                .toList();
    }

    private static List<PlantedSecret> vendors() {
        String half = body("openai", ALNUM, 20);
        return List.of(
                token("anthropic-api-key", "sk-ant-api03-", WORD, 95),
                token("anthropic-admin-api-key", "sk-ant-admin01-", WORD, 95),
                in("openai-api-key", "Incorrect API key provided: %s.", "sk-" + half + "T3BlbkFJ" + half),
                token("openai-project-key", "sk-proj-", WORD, 120),
                token("openai-service-account-key", "sk-svcacct-", WORD, 60),
                token("openrouter-api-key", "sk-or-v1-", HEX, 64),
                token("huggingface-access-token", "hf_", ALNUM, 34),
                token("groq-api-key", "gsk_", ALNUM, 52),
                token("xai-api-key", "xai-", ALNUM, 80),
                token("perplexity-api-key", "pplx-", ALNUM, 48),
                token("replicate-api-token", "r8_", ALNUM, 37),
                token("nvidia-api-key", "nvapi-", WORD, 64),
                token("gcp-api-key", "AIza", WORD, 35));
    }

    private static List<PlantedSecret> forges() {
        return List.of(
                token("github-pat", "ghp_", ALNUM, 36),
                token("github-oauth", "gho_", ALNUM, 36),
                token("github-app-token", "ghs_", ALNUM, 36),
                token("github-refresh-token", "ghr_", ALNUM, 36),
                token("github-fine-grained-pat", "github_pat_", ALNUM + "_", 82),
                token("gitlab-pat", "glpat-", WORD, 20),
                token("gitlab-runner-token", "glrt-", WORD, 20),
                token("gitlab-deploy-token", "gldt-", WORD, 20),
                token("atlassian-api-token", "ATATT3", WORD, 186),
                token("npm-access-token", "npm_", ALNUM, 36),
                token("pypi-upload-token", "pypi-AgEIcHlwaS5vcmc", WORD, 70),
                token("rubygems-api-token", "rubygems_", HEX, 48),
                token("docker-pat", "dckr_pat_", WORD, 27),
                token("artifactory-api-key", "AKCp", ALNUM, 69),
                token("clojars-api-token", "CLOJARS_", LOWER_ALNUM, 60));
    }

    private static List<PlantedSecret> clouds() {
        return List.of(
                token("aws-access-token", "AKIA", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
                token("aws-temporary-key", "ASIA", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
                in("aws-secret-key", "aws_secret_access_key = %s", body("aws", BASE64, 40)),
                in(
                        "aws-secret-key-beside-its-id",
                        "creds AKIA" + body("id", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16) + " %s used",
                        body("beside", BASE64, 38) + "a7"),
                in(
                        "aws-session-token",
                        "export AWS_SESSION_TOKEN=\"%s\"",
                        "IQoJb3JpZ2luX2Vj" + body("sts", BASE64, 200)),
                token("amazon-bedrock-key", "ABSK", ALNUM, 109),
                in(
                        "azure-storage-account-key",
                        "DefaultEndpointsProtocol=https;AccountName=logs;AccountKey=%s;EndpointSuffix=core.windows.net",
                        body("azure", BASE64, 86) + "=="),
                in(
                        "azure-sas-signature",
                        "https://logs.blob.core.windows.net/c/app.log?sv=2024-11-04&sp=r&sig=%s&se=2026-03-14",
                        body("sas", ALNUM, 40) + "%2B3%3D"),
                in("azure-ad-client-secret", "token request with %s failed", "a1B8Q~" + body("aad", ALNUM + "_-", 34)),
                in("gcp-oauth-token", "metadata said %s", "ya29." + body("gcp", WORD, 120)),
                token("digitalocean-pat", "dop_v1_", HEX, 64),
                token("alibaba-access-key-id", "LTAI", ALNUM, 20),
                token("flyio-access-token", "fo1_", WORD, 43),
                in("heroku-api-key", "HEROKU_API_KEY=%s", "3c7a5d0e-91f4-4b62-8e1d-" + body("heroku", HEX, 12)));
    }

    private static List<PlantedSecret> chats() {
        return List.of(
                in("slack-bot-token", "post failed: %s", "xoxb-" + "1234567890-0987654321-" + body("xoxb", ALNUM, 24)),
                in(
                        "slack-user-token",
                        "post failed: %s",
                        "xoxp-" + "1234567890-1234567890-1234567890-" + body("xoxp", HEX, 32)),
                in("slack-app-token", "socket %s closed", "xapp-1-A0123456789-1234567890-" + body("xapp", HEX, 64)),
                in(
                        "slack-webhook-url",
                        "POST https://hooks.slack.com/services/%s: 404",
                        "T0123ABCD/B0123ABCD/" + body("hook", ALNUM, 24)),
                in(
                        "discord-webhook-url",
                        "POST https://discord.com/api/webhooks/%s: 404",
                        "987654321098765432/" + body("discord", WORD, 68)),
                in("telegram-bot-token", "bot %s was blocked", "1234567890:AA" + body("telegram", WORD, 33)),
                in("sendgrid-api-token", "mail: %s", "SG." + body("sg", WORD, 22) + "." + body("sg2", WORD, 43)),
                token("twilio-api-key", "SK", HEX, 32),
                in("mailchimp-api-key", "list sync used %s", body("mailchimp", HEX, 32) + "-us12"),
                token("mailgun-private-api-token", "key-", HEX, 32));
    }

    private static List<PlantedSecret> tools() {
        return List.of(
                token("stripe-access-token", "sk_live_", ALNUM, 24),
                token("stripe-restricted-key", "rk_live_", ALNUM, 24),
                token("stripe-webhook-secret", "whsec_", ALNUM, 32),
                token("shopify-access-token", "shpat_", HEX, 32),
                token("square-access-token", "sq0atp-", WORD, 22),
                token("grafana-service-account-token", "glsa_", ALNUM, 41),
                token("grafana-cloud-api-token", "glc_", ALNUM, 60),
                token("grafana-api-key", "eyJrIjoi", ALNUM, 80),
                token("vault-service-token", "hvs.", WORD, 95),
                token("vault-batch-token", "hvb.", WORD, 140),
                in("hashicorp-tf-api-token", "plan: %s", body("tf", ALNUM, 14) + ".atlasv1." + body("tf2", WORD, 64)),
                in(
                        "dynatrace-api-token",
                        "agent %s",
                        "dt0c01." + body("d", UPPER_ALNUM, 24) + "." + body("e", UPPER_ALNUM, 64)),
                token("new-relic-user-api-key", "NRAK-", UPPER_ALNUM, 27),
                token("sentry-user-token", "sntryu_", HEX, 64),
                token("databricks-api-token", "dapi", HEX, 32),
                token("linear-api-key", "lin_api_", ALNUM, 40),
                token("postman-api-token", "PMAK-", HEX, 59),
                token("pulumi-api-token", "pul-", HEX, 40),
                token("planetscale-password", "pscale_pw_", WORD, 43),
                token("doppler-api-token", "dp.pt.", ALNUM, 43),
                token("age-secret-key", "AGE-SECRET-KEY-1", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58),
                token("aiven-token", "AVNS_", WORD, 19),
                token("openshift-user-token", "sha256~", WORD, 43),
                token("tailscale-auth-key", "tskey-auth-", ALNUM + "-", 40));
    }

    private static List<PlantedSecret> keys() {
        String lines =
                body("pem", BASE64, 64) + "\n" + body("pem2", BASE64, 64) + "\n" + body("pem3", BASE64, 20) + "==";
        String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOi" + body("jwt", ALNUM, 30) + "." + body("sig", WORD, 43);
        return List.of(
                in(
                        "private-key",
                        "tls: -----BEGIN RSA PRIVATE " + "KEY-----\n%s\n-----END RSA PRIVATE KEY-----",
                        lines),
                in(
                        "private-key-openssh",
                        "tls: -----BEGIN OPENSSH PRIVATE " + "KEY-----\n%s\n-----END OPENSSH PRIVATE KEY-----",
                        lines),
                in(
                        "private-key-pgp",
                        "tls: -----BEGIN PGP PRIVATE KEY " + "BLOCK-----\n\n%s\n-----END PGP PRIVATE KEY BLOCK-----",
                        lines),
                in("private-key-without-end", "tls: bad key -----BEGIN PRIVATE " + "KEY-----\n%s", lines),
                in(
                        "private-key-on-one-line",
                        "key=\"-----BEGIN EC PRIVATE " + "KEY-----\\n%s\\n-----END EC PRIVATE KEY-----\"",
                        body("ec", BASE64, 90)),
                in(
                        "private-key-base64",
                        "client-key-data: %s",
                        "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ" + body("b64", ALNUM, 120)),
                in("jwt", "rejected %s: expired", jwt),
                in("jwt-cut-off", "rejected %s", jwt.substring(0, jwt.lastIndexOf('.') + 1)),
                in("jwt-in-a-cookie", "Cookie: lang=en; session=%s", jwt));
    }

    private static List<PlantedSecret> addresses() {
        return List.of(
                in(
                        "uri-postgres",
                        "DSN postgres://crm:%s@pg-crm-1:5432/crm refused",
                        "made-Up_" + body("pg", ALNUM, 8)),
                in("uri-mongodb-srv", "mongodb+srv://app:%s@cluster0.example.net/db", body("mongo", ALNUM, 16)),
                in("uri-redis-no-user", "redis://:%s@redis-0:6379/0 timed out", "hunter" + "Two2"),
                in("uri-amqp", "amqps://rabbit:%s@mq.example.com/vhost", "c0rrect-horse"),
                in(
                        "uri-https",
                        "fetch https://deploy:%s@git.example.com/shop.git failed",
                        "x9" + body("git", ALNUM, 12)),
                in("uri-password-with-slash-and-hash", "mysql://root:%s@db:3306/shop", "p/w#1?x"),
                in("uri-password-with-at", "ftp://u:%s@files.example.com/in", "p@ss@word1"),
                in("uri-token-as-user", "git clone https://%s@github.com/acme/shop", body("uri", ALNUM, 32) + "7"),
                in("go-mysql-dsn", "dial root:%s@tcp(10.0.0.1:3306)/shop", "s3cr3tRoot"),
                in(
                        "jdbc-url",
                        "jdbc:postgresql://db/crm?user=crm&password=%s&ssl=true",
                        "jd8c" + body("jdbc", ALNUM, 8)),
                in("jdbc-oracle", "jdbc:oracle:thin:crm/%s@//db:1521/XE", "t1ger-made-up"));
    }

    private static List<PlantedSecret> pairs() {
        return List.of(
                in("keyword-password", "connect failed: user=crm password=%s host=db-1", "hunter2"),
                in("keyword-passwd-json", "{\"user\": \"crm\", \"passwd\": \"%s\"}", "tr0ub4dor & three"),
                in("keyword-pwd-connection-string", "Server=db;Uid=sa;Pwd=%s;Database=crm", "Sup3r,Str0ng!"),
                in("keyword-escaped-json", "body {\\\"api_key\\\":\\\"%s\\\",\\\"n\\\":1}", body("esc", ALNUM, 20)),
                in("keyword-env", "DB_PASSWORD='%s' ./migrate", "correct horse"),
                in("keyword-yaml", "spring.datasource.password: %s\nurl: x", "yaml-pa55"),
                in("keyword-go", "clientSecret := \"%s\"", body("go", WORD, 24)),
                in("keyword-ruby", ":secret_key => '%s'", body("ruby", HEX, 40)),
                in("keyword-xml", "<password>%s</password>", "xml-pa55word"),
                in("keyword-command-line", "mysqldump --user crm --password %s crm", "cl1-Pass"),
                in("keyword-command-line-equals", "psql --dbpassword=%s", "cl1-Equals"),
                in("keyword-passphrase", "passphrase: %s", "open5esame"),
                in("keyword-spaced", "Access key: %s", body("spaced", ALNUM, 20)),
                in("keyword-token", "token=%s", body("token", ALNUM, 20)),
                in("keyword-token-of-letters", "x-vault-token: %s", "s.aBcDeFgHiJkLmNoP" + "qRsTuVwX"),
                in("keyword-variable-json", "env [{\"name\":\"DB_PASSWORD\",\"value\":\"%s\"}]", "var1able-pa55"),
                in("keyword-variable-yaml", "- name: API_TOKEN\n  value: %s\n", "var1able-t0ken"),
                in("keyword-aligned", "user          : crm\npassword      : \t    %s\n", "al1gned-pa55"),
                in("keyword-url-encoded", "https://x.example.com/?q=dsn%20password%3D%s%26user", "enc0ded-pa55"),
                in("keyword-query", "GET /v1/x?access_token=%s&page=2", body("query", ALNUM, 30)),
                in("keyword-datadog", "DATADOG_API_KEY: %s", body("dd", HEX, 32)),
                in("keyword-cloudflare", "cloudflare_global_api_key = \"%s\"", body("cf", HEX, 37)),
                in("keyword-private-key", "signing_key=%s", body("sign", BASE64, 44)),
                in("keyword-sql", "ALTER USER crm IDENTIFIED BY '%s'", "sql-pa55"),
                in("keyword-numeric-password", "root_password=%s", "20260314"));
    }

    private static List<PlantedSecret> headers() {
        return List.of(
                in("header-bearer", "-H 'Authorization: Bearer %s'", body("bearer", WORD, 32)),
                in("header-basic", "Authorization: Basic %s", "Y3JtOm1hZGUtdXAtMTIz"),
                in("header-api-key", "X-Api-Key: %s", body("x-api", ALNUM, 32)),
                in("header-token", "authorization: token %s", body("auth", HEX, 40)),
                in("header-set-cookie", "Set-Cookie: sid=%s; Path=/; HttpOnly", body("cookie", ALNUM, 26)),
                in("curl-auth-user", "curl -u admin:%s https://example.com/x", "cur1-Pass"),
                in("curl-user-long", "curl --user 'admin:%s' https://example.com/x", "cur1-Long"),
                in("bearer-alone", "sent bearer %s to gateway", body("alone", ALNUM, 40)),
                in("card-visa", "payment with %s declined", "4" + "111 1111 1111 1111"),
                in("card-mastercard", "pan %s", "5" + "555555555554444"),
                in("card-amex", "card %s.", "3" + "782-822463-10005"),
                in("email", "mail to %s bounced", "jane.doe+oncall" + "@" + "example.co.uk"),
                in("email-in-brackets", "From: Jane <%s>", "jane_d" + "@" + "mail.example.com"));
    }
}
