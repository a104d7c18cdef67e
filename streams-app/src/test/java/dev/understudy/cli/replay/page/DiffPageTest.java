package dev.understudy.cli.replay.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.comparison.ReplayAnswers;
import dev.understudy.comparison.gate.FailOn;
import dev.understudy.comparison.gate.Report;
import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.Link;
import dev.understudy.domain.request.EnrichedIncident;
import dev.understudy.runtime.settings.GoldenFile;
import dev.understudy.testing.AnswerDraft;
import dev.understudy.testing.ExampleAlerts;
import dev.understudy.testing.SampleAnswers;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The page as a parser sees it. What it looks like is in docs/images/replay-diff.png. */
class DiffPageTest {
    /** To look at, with a browser. */
    private static final Path SEEN = Path.of("target/replay-diff.html");

    @Test
    void shouldShowTheFiguresAndEachAnswerThatChanged() throws IOException {
        String page = DiffPage.of(Report.of(
                SampleAnswers.worse(),
                GoldenFile.load(Path.of("../examples/golden.yaml")),
                List.of(FailOn.parse("severity-lowered"), FailOn.parse("degraded"))));
        Files.writeString(SEEN, page);
        Document document = parsed(page);

        assertThat(texts(document, "title"))
                .containsExactly("yesterday, with the prompt of the branch short-prompt: 11 of 62 answers changed");
        assertThat(texts(document, "h1")).containsExactly("11 of 62 answers changed");
        assertThat(texts(document, "article")).hasSize(11);
        assertThat(texts(document, "h3")).contains("KafkaTopicsReplicas", "Watchdog");
        assertThat(texts(document, "ins")).contains("producers go on.");
        assertThat(texts(document, "del")).contains("PostgreSQL.");
        assertThat(document.getDocumentElement().getTextContent())
                .contains("severity-lowered: 3 alerts", "degraded: 2 alerts", "▼ 2", "▲ 1", "Latency, p95")
                .contains("wrong severity: WARNING, expected CRITICAL")
                .contains("invented link: https://wiki.example.net/sso/login-failures");
    }

    @Test
    void shouldGiveEachTableACaptionAndEachPictureAName() {
        Document document = parsed(page(SampleAnswers.worse()));

        assertThat(elements(document, "table"))
                .allSatisfy(
                        table -> assertThat(table.getFirstChild().getNodeName()).isEqualTo("caption"));
        assertThat(elements(document, "svg")).allSatisfy(picture -> assertThat(
                        picture.getAttribute("aria-hidden") + picture.getAttribute("aria-label"))
                .isNotEmpty());
        assertThat(elements(document, "h1")).hasSize(1);
    }

    @Test
    void shouldEscapeEveryTextOfAStranger() {
        String script = "<script>alert('1')</script>\"'&amp;{{style}}\u202e";
        Alert sample = ExampleAlerts.all().get(0);
        Alert alert = new Alert(
                "event",
                script,
                script,
                sample.status(),
                sample.severity(),
                script,
                script,
                script,
                sample.source(),
                sample.times(),
                sample.labels(),
                sample.annotations(),
                sample.values(),
                sample.place(),
                sample.delivery(),
                List.of(new Link(script, "https://example.com/?q=" + script, script)));
        EnrichedIncident before = AnswerDraft.of(script, alert).summary("calm").incident();
        EnrichedIncident after = AnswerDraft.of(script, alert)
                .provider(script, script)
                .summary(script)
                .incident();

        String page = page(new ReplayAnswers(script, List.of(before), List.of(after)));
        Document document = parsed(page);

        assertThat(elements(document, "script")).as("our own").hasSize(1);
        assertThat(texts(document, "h3")).containsExactly("<script>alert('1')</script>\"'&amp;{{style}}");
        assertThat(page).contains("{{style}}").doesNotContain("\u202e");
    }

    @Test
    void shouldAskForNothingFromElsewhereAndRunNothingButItsOwn() throws GeneralSecurityException {
        Document document = parsed(page(SampleAnswers.worse()));

        assertThat(elements(document, "*")).allSatisfy(element -> {
            assertThat(element.hasAttribute("src")).isFalse();
            assertThat(element.hasAttribute("style")).isFalse();
            assertThat(element.hasAttribute("href"))
                    .isEqualTo(element.getTagName().equals("a"));
            assertThat(IntStream.range(0, element.getAttributes().getLength())
                            .mapToObj(i -> element.getAttributes().item(i).getNodeName()))
                    .noneMatch(name -> name.startsWith("on"));
        });
        assertThat(elements(document, "link")).isEmpty();
        assertThat(texts(document, "style").get(0)).doesNotContain("url(", "@import");
        assertThat(elements(document, "meta").stream()
                        .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
                        .map(meta -> meta.getAttribute("content")))
                .containsExactly("default-src 'none'; style-src '"
                        + hash(texts(document, "style").get(0))
                        + "'; script-src '" + hash(texts(document, "script").get(0))
                        + "'; base-uri 'none'; form-action 'none'");
    }

    @Test
    void shouldLinkToWebPagesOnly() {
        EnrichedIncident before =
                linked("javascript:alert(1)", "https://runbooks.example.com/a", "HTTP://b.example.com/");
        Document document = parsed(page(new ReplayAnswers("test", List.of(before), List.of())));

        assertThat(elements(document, "a"))
                .extracting(link -> link.getAttribute("href"))
                .containsExactly("https://runbooks.example.com/a", "HTTP://b.example.com/");
        assertThat(elements(document, "a"))
                .allMatch(link -> link.getAttribute("rel").contains("noopener"));
    }

    @Test
    void shouldMaskSecretsOfTheAlert() {
        EnrichedIncident before = about("Log in with password=hunter2-Kx93jf", List.of());

        String page = page(new ReplayAnswers("test", List.of(before), List.of()));

        assertThat(page).contains("[REDACTED:credential]").doesNotContain("hunter2");
    }

    private static EnrichedIncident linked(String... links) {
        return about(
                "calm",
                List.of(links).stream()
                        .map(href -> new Link("runbook", href, ""))
                        .toList());
    }

    private static EnrichedIncident about(String summary, List<Link> links) {
        Alert sample = ExampleAlerts.all().get(0);
        Alert alert = new Alert(
                sample.eventId(),
                sample.fingerprint(),
                sample.name(),
                sample.status(),
                sample.severity(),
                sample.severityRaw(),
                summary,
                sample.description(),
                sample.source(),
                sample.times(),
                sample.labels(),
                sample.annotations(),
                sample.values(),
                sample.place(),
                sample.delivery(),
                links);
        return AnswerDraft.of("request", alert).summary("calm").incident();
    }

    @Test
    void shouldShowThatNothingChanged() {
        Document same = parsed(page(new ReplayAnswers("same", SampleAnswers.good(), SampleAnswers.good())));
        Document nothing = parsed(page(new ReplayAnswers("nothing", List.of(), List.of())));

        assertThat(same.getDocumentElement().getTextContent())
                .contains("0 of 62 answers changed", "No answer changed.");
        assertThat(nothing.getDocumentElement().getTextContent()).contains("0 of 0 answers changed");
    }

    @Test
    void shouldStaySmallWhenEverythingChanged() {
        List<Alert> alerts = ExampleAlerts.all();
        List<EnrichedIncident> before = new ArrayList<>();
        List<EnrichedIncident> after = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            AnswerDraft draft = AnswerDraft.of("request-" + i, alerts.get(i % 50));
            before.add(draft.incident());
            after.add(draft.summary("Other words.").incident());
        }

        Document document = parsed(page(new ReplayAnswers("all", before, after)));

        assertThat(elements(document, "article")).hasSize(500);
        assertThat(document.getDocumentElement().getTextContent()).contains("... and 200 more");
    }

    private static String page(ReplayAnswers answers) {
        return DiffPage.of(Report.of(answers, null, List.of()));
    }

    private static Document parsed(String page) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(page)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("the page is not well-formed", e);
        }
    }

    private static List<Element> elements(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<String> texts(Document document, String tag) {
        return elements(document, tag).stream().map(Element::getTextContent).toList();
    }

    private static String hash(String text) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
