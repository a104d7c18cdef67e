package dev.understudy.redaction;

import dev.understudy.config.RedactionConfig;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.enrichment.Answer;
import dev.understudy.domain.enrichment.Enrichment;
import dev.understudy.domain.enrichment.TextBound;
import dev.understudy.redaction.find.AnchorFinder;
import dev.understudy.redaction.find.AwsSecretFinder;
import dev.understudy.redaction.find.CardFinder;
import dev.understudy.redaction.find.CommandFinder;
import dev.understudy.redaction.find.EmailFinder;
import dev.understudy.redaction.find.Finder;
import dev.understudy.redaction.find.HostFinder;
import dev.understudy.redaction.find.IpFinder;
import dev.understudy.redaction.find.JwtFinder;
import dev.understudy.redaction.find.OwnPatternFinder;
import dev.understudy.redaction.find.PairFinder;
import dev.understudy.redaction.find.PrivateKeyFinder;
import dev.understudy.redaction.find.TokenFinder;
import dev.understudy.redaction.find.UrlPasswordFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes out of texts what is not to be passed on. Secrets are gone for good; e-mail addresses, and if configured IP
 * addresses and host names, leave a placeholder that can be put back. Immutable and thread-safe.
 */
public final class Redactor {
    private static final List<Finder> SECRETS = List.of(
            new PrivateKeyFinder(),
            new JwtFinder(),
            new UrlPasswordFinder(),
            new PairFinder(),
            new CommandFinder(),
            new TokenFinder(),
            new AnchorFinder(),
            new AwsSecretFinder(),
            new CardFinder());
    private static final Redactor STANDARD = of(RedactionConfig.defaults());

    private final boolean enabled;
    private final List<Finder> secrets;
    private final List<Finder> all;

    private Redactor(boolean enabled, List<Finder> secrets, List<Finder> all) {
        this.enabled = enabled;
        this.secrets = List.copyOf(secrets);
        this.all = List.copyOf(all);
    }

    /** What the configuration asks for; nothing is masked when it is switched off. */
    public static Redactor of(RedactionConfig config) {
        if (!config.enabled()) {
            return new Redactor(false, List.of(), List.of());
        }
        List<Finder> secrets = new ArrayList<>(SECRETS);
        for (Map.Entry<String, String> own : config.patterns().entrySet()) {
            secrets.add(new OwnPatternFinder(own.getKey(), Pattern.compile(own.getValue())));
        }
        List<Finder> all = new ArrayList<>(secrets);
        all.add(new EmailFinder());
        if (config.ipAddresses()) {
            all.add(new IpFinder());
        }
        if (!config.hostNames().isEmpty()) {
            all.add(new HostFinder(config.hostNames()));
        }
        return new Redactor(true, secrets, all);
    }

    /** The defaults, for texts that carry nothing of an installation's own. */
    public static Redactor standard() {
        return STANDARD;
    }

    /** A text of which nothing will be put back. */
    public String mask(String text) {
        return enabled ? new Masking(all, true).text(text) : text;
    }

    /**
     * What a model said, as a reader may see it: without secrets, which a model may repeat or make up, and only then
     * with the addresses that the model was not shown.
     */
    public Answer restored(Answer answer, Placeholders placeholders) {
        Masking masking = new Masking(secrets, enabled);
        // However often a mask or a placeholder is repeated, no text grows beyond the bound.
        Enrichment given = answer.enrichment().map(text -> TextBound.cut(masking.text(text)));
        Enrichment clean = given.map(text -> TextBound.cut(placeholders.restore(text)));
        return new Answer(clean, answer.caveats(), masking.redaction().counts(), given);
    }

    /** The copy of an alert that a model may see. */
    public RedactedAlert redact(Alert alert) {
        return redact(alert, "");
    }

    /** The same with a text of our own beside it: what is in both gets one placeholder. */
    public RedactedAlert redact(Alert alert, String beside) {
        return copy(alert, beside, all);
    }

    /** The copy of an alert that people may see: addresses of people and machines stay. */
    public RedactedAlert withoutSecrets(Alert alert) {
        return copy(alert, "", secrets);
    }

    private RedactedAlert copy(Alert alert, String beside, List<Finder> finders) {
        Masking masking = new Masking(finders, enabled);
        Alert copy = AlertCopy.of(alert, masking);
        String maskedBeside = masking.ownText(beside);
        return new RedactedAlert(copy, masking.redaction(), maskedBeside);
    }
}
