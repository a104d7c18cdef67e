package dev.understudy.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.domain.alert.Alert;
import dev.understudy.domain.alert.AlertBody;
import dev.understudy.domain.alert.AlertStatus;
import dev.understudy.domain.alert.KeyedAlert;
import dev.understudy.domain.alert.RawHeader;
import dev.understudy.domain.alert.RawRecord;
import dev.understudy.domain.alert.RecordRef;
import dev.understudy.domain.alert.Severity;
import dev.understudy.domain.alert.UnreadableAlert;
import dev.understudy.domain.alert.UnreadableReason;
import dev.understudy.domain.request.RequestIds;
import dev.understudy.source.vocabulary.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAlertsTest {
    private static final Instant NOW = Instant.parse("2026-03-14T03:00:00.123456Z");
    private static final RecordRef ORIGIN = new RecordRef("incidents", 2, 77, NOW, 0);

    private final JsonAlerts source = new JsonAlerts(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "critical,CRITICAL",
        "page,CRITICAL",
        "P1,CRITICAL",
        "fatal,CRITICAL",
        "Emergency,CRITICAL",
        "disaster,CRITICAL",
        "high,HIGH",
        "error,HIGH",
        "p2,HIGH",
        "major,HIGH",
        "warning,WARNING",
        "WARN,WARNING",
        "medium,WARNING",
        "average,WARNING",
        "p3,WARNING",
        "minor,WARNING",
        "ticket,WARNING",
        "low,LOW",
        "p4,LOW",
        "info,INFO",
        "none,INFO",
        "p5,INFO",
        "debug,INFO",
        "notice,INFO",
        "' High ',HIGH",
        "sev1,UNKNOWN",
        "5,UNKNOWN"
    })
    void shouldKnowTheNamesOfSeverities(String raw, Severity severity) {
        Alert alert = alert("{'labels':{'alertname':'a','severity':'" + raw + "'}}");

        assertThat(alert.severity()).isEqualTo(severity);
        assertThat(alert.severityRaw()).isEqualTo(raw);
    }

    @Test
    void shouldTakeThePriorityWhenThereIsNoSeverity() {
        assertThat(alert("{'labels':{'priority':'p4','severity':''}}").severity())
                .isEqualTo(Severity.LOW);
        assertThat(alert("{'labels':{'a':'b'}}").severity()).isEqualTo(Severity.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z,0",
        "2027-12-31T23:59:59.999Z,1830297599999",
        "2026-03-14T03:00:00+02:00,1773450000000",
        "2026-03-14T01:00:00.123999999Z,1773450000123",
        "2026-03-14T03:00:00.5+0200,1773450000500",
        "1773450000123,1773450000123",
        "0,0",
        "-1,-1"
    })
    void shouldReadTimes(String text, long millis) {
        Instant time = Instant.ofEpochMilli(millis);

        assertThat(alert("{'labels':{'a':'b'},'startsAt':'" + text + "'}")
                        .times()
                        .startsAt())
                .isEqualTo(time);
        if (text.matches("-?\\d+")) {
            assertThat(alert("{'labels':{'a':'b'},'startsAt':" + text + "}")
                            .times()
                            .startsAt())
                    .isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "' '", "'0001-01-01T00:00:00Z'", "'0001-01-01T00:00:00.000+00:00'"})
    void shouldTakeYearOneForNothing(String time) {
        Alert alert = alert("{'labels':{'a':'b'},'startsAt':" + time + ",'endsAt':" + time + "}");

        assertThat(alert.times().startsAt()).isNull();
        assertThat(alert.times().endsAt()).isNull();
        assertThat(alert.status()).isEqualTo(AlertStatus.FIRING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'yesterday'",
                "'2026-03-14'",
                "'2026-03-14T03:00:00'",
                "1.5",
                "true",
                "{}",
                "'+1000000000-01-01T00:00:00Z'",
                "99999999999999999999",
                "'9999999999999999999'"
            })
    void shouldNameTheTimeThatIsNone(String time) {
        assertUnreadable("{'labels':{'a':'b'},'endsAt':" + time + "}", UnreadableReason.WRONG_SHAPE, "$.endsAt");
    }

    @Test
    void shouldStampAlertsWithTheTimeOfReading() {
        assertThat(alert("{'labels':{'a':'b'},'receivedAt':'2020-01-01T00:00:00Z'}")
                        .times()
                        .receivedAt())
                .isEqualTo(Instant.parse("2026-03-14T03:00:00.123Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "firing,FIRING",
        "RESOLVED,RESOLVED",
        "Acknowledged,ACKNOWLEDGED",
        "suppressed,SUPPRESSED",
        "active,FIRING",
        "strange,UNKNOWN"
    })
    void shouldKnowTheNamesOfStates(String text, AlertStatus status) {
        assertThat(alert("{'labels':{'a':'b'},'status':'" + text + "'}").status())
                .isEqualTo(status);
        assertThat(alert("{'labels':{'a':'b'},'status':{'state':'" + text + "'}}")
                        .status())
                .isEqualTo(status);
    }

    @Test
    void shouldComputeTheFingerprintOfAlertmanager() {
        Map<String, String> labels = Map.of("alertname", "a", "größe", "\uD83D\uDE80", "empty", "");

        String fingerprint = alert("{'labels':{'größe':'\uD83D\uDE80','empty':'','alertname':'a'}}")
                .fingerprint();

        assertThat(fingerprint)
                .isEqualTo(Fingerprints.of(labels))
                .isEqualTo(Fingerprints.of(Map.of("alertname", "a", "größe", "\uD83D\uDE80")));
        // The offset basis: what Prometheus gives to no labels at all.
        assertThat(Fingerprints.of(Map.of())).isEqualTo("cbf29ce484222325");
    }

    @Test
    void shouldTellAlertsOfOtherNamesApart() {
        assertThat(alert("{'name':'a','labels':{'host':'x'}}").fingerprint())
                .isEqualTo(alert("{'labels':{'alertname':'a','host':'x'}}").fingerprint())
                .isNotEqualTo(alert("{'name':'b','labels':{'host':'x'}}").fingerprint());
    }

    @Test
    void shouldKeepFingerprintsAsText() {
        assertThat(alert("{'fingerprint':'007'}").fingerprint()).isEqualTo("007");
        assertThat(alert("{'fingerprint':7}").fingerprint()).isEqualTo("7");
        assertThat(alert("{'fingerprint':18446744073709551615}").fingerprint()).isEqualTo("18446744073709551615");
        assertThat(alert("{'fingerprint':'a|b'}").key().value()).isEqualTo("a\\|b");
    }

    @Test
    void shouldReplaceAFingerprintThatIsTooLongByItsHash() {
        String longest = "f".repeat(255);

        assertThat(alert("{'fingerprint':'" + longest + "'}").fingerprint()).isEqualTo(longest);
        assertThat(alert("{'fingerprint':'" + longest + "f'}").fingerprint())
                .hasSize(64)
                .isEqualTo(alert("{'fingerprint':'" + longest + "f','status':'resolved'}")
                        .fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'hello':'world'}",
                "{'name':'a','labels':{}}",
                "{'labels':null,'fingerprint':''}",
                "{'labels':{'a':''}}"
            })
    void shouldRefuseWhatHasNoIdentity(String json) {
        assertUnreadable(json, UnreadableReason.NO_IDENTITY, "$");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'labels':[]};$.labels",
                "{'labels':'a'};$.labels",
                "{'labels':{'a':{}}};$.labels.a",
                "{'labels':{'a':'b'},'annotations':{'x':[1]}};$.annotations.x",
                "{'labels':{'a':'b'},'name':{}};$.name",
                "{'labels':{'a':'b'},'status':[]};$.status",
                "{'labels':{'a':'b'},'values':{'v':'1'}};$.values.v",
                "{'labels':{'a':'b'},'values':{'v':1e999}};$.values.v",
                "{'labels':{'a':'b'},'links':{}};$.links",
                "{'labels':{'a':'b'},'links':[{}]};$.links[0]",
                "{'labels':{'a':'b'},'source':[]};$.source",
                "{'fingerprint':[]};$.fingerprint",
                "{'alerts':{}};$.alerts",
                "{'alerts':[]};$.alerts",
                "[];$",
                "[[]];$[0]",
                "[null];$[0]",
                "{'alerts':[{'labels':{'a':'b'}}],'truncatedAlerts':'x'};$.truncatedAlerts"
            })
    void shouldNameThePathOfTheWrongShape(String json, String path) {
        assertUnreadable(json, UnreadableReason.WRONG_SHAPE, path + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "{'labels':{'a':'b'}",
                "{'labels':{'a':'b'}} x",
                "{}{}",
                "{labels:1}",
                "[1,]",
                "{'a':NaN}",
                "{'a':01}",
                "{'secret':hunter2}"
            })
    void shouldRefuseWhatIsNoJsonWithoutQuotingIt(String json) {
        String message = assertUnreadable(json, UnreadableReason.NOT_JSON, "cannot be parsed");

        assertThat(message).contains("line 1").doesNotContain("hunter2", "secret");
    }

    @Test
    void shouldRefuseBytesThatAreNoUtf8() {
        byte[] bytes = "{\"fingerprint\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[16] = (byte) 0xFF;

        assertThat(source.read(record(bytes)).unreadable())
                .extracting(UnreadableAlert::reason)
                .containsExactly(UnreadableReason.NOT_JSON);
    }

    @Test
    void shouldReadBehindAByteOrderMark() {
        byte[] bytes = "\uFEFF {\"fingerprint\":\"f\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(source.read(record(bytes)).alerts()).hasSize(1);
    }

    @Test
    void shouldBoundHowDeepABodyIsNested() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertUnreadable(deep, UnreadableReason.WRONG_SHAPE, "nested deeper");
        assertUnreadable("{'fingerprint':'f','x':" + deep + "}", UnreadableReason.WRONG_SHAPE, "nested deeper");
    }

    /** Nested or not, as one: its dead letters would be far longer than itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[%s]",
                "{'alerts':[%s]}",
                "{'specversion':'1.0','data':[%s]}",
                "{'specversion':'1.0','data':{'alerts':[%s]}}"
            })
    void shouldBoundHowManyElementsABodyHas(String body) {
        String alert = "{'fingerprint':'f'}";
        String many = (alert + ",").repeat(9_999) + alert;

        assertThat(source.read(record(json(body.formatted(many)))).alerts()).hasSize(10_000);
        assertThat(assertUnreadable(body.formatted(many + "," + alert), UnreadableReason.TOO_LARGE, "$"))
                .contains("10001 elements", "more than 10000");
    }

    @Test
    void shouldCountTheElementsOfTheWholeBody() {
        String alerts = "{'alerts':[" + "{'fingerprint':'f'},".repeat(5_999) + "{'fingerprint':'f'}]}";

        AlertBody body = source.read(record(json("[" + alerts + "," + alerts + ",{'fingerprint':'g'}]")));

        assertThat(body.alerts()).hasSize(6_001);
        assertThat(body.unreadable()).singleElement().satisfies(rest -> {
            assertThat(rest.reason()).isEqualTo(UnreadableReason.TOO_LARGE);
            assertThat(rest.message()).startsWith("$[1].alerts has 6000 elements");
            assertThat(rest.original().value()).hasSize(alerts.length());
        });
    }

    @Test
    void shouldBoundHowManyTokensABodyHas() {
        assertUnreadable(
                "{'fingerprint':'f','x':[" + "[],".repeat(500_000) + "1]}",
                UnreadableReason.WRONG_SHAPE,
                "nested deeper than 500 levels, more than 1000000 tokens");
    }

    @Test
    void shouldReadTenThousandLabels() {
        String labels = IntStream.range(0, 10_000)
                .mapToObj(i -> "'label" + i + "':'value " + i + "'")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(alert("{'labels':" + labels + "}").labels())
                .hasSize(10_000)
                .containsEntry("label9999", "value 9999");
    }

    @Test
    void shouldKeepTheTextOfLabelsThatAreNoText() {
        assertThat(alert("{'labels':{'i':7,'d':1.10,'b':true,'n':null,'e':' x '}}")
                        .labels())
                .containsOnly(
                        Map.entry("i", "7"), Map.entry("d", "1.10"), Map.entry("b", "true"), Map.entry("e", " x "));
    }

    @Test
    void shouldLetTheLastOfEqualKeysCount() {
        assertThat(alert("{'labels':{'a':'1','a':'2'},'name':'x','name':'y'}"))
                .returns(Map.of("a", "2"), Alert::labels)
                .returns("y", Alert::name);
    }

    @Test
    void shouldNotTakeTheScrapeJobForTheService() {
        assertThat(alert("{'labels':{'job':'kube-state-metrics','app':'shop'}}")
                        .place()
                        .service())
                .isEqualTo("shop");
        assertThat(alert("{'labels':{'job':'kube-state-metrics'}}").place().service())
                .isNull();
    }

    @Test
    void shouldDeriveTheEventIdFromThePosition() {
        AlertBody body = source.read(record(json("[{'fingerprint':'a'},{'fingerprint':'b','eventId':'mine'}]")));

        assertThat(body.alerts())
                .extracting(each -> each.alert().eventId())
                .containsExactly(RequestIds.requestId(ORIGIN), "mine");
    }

    @Test
    void shouldKeepTheWholeRecordOfASingleAlert() {
        for (String json : List.of(
                "{'fingerprint':'a'}", " [{'fingerprint':'a'}]", "{'version':'4','alerts':[{'fingerprint':'a'}]}")) {
            RawRecord record = record(json(json));

            assertThat(source.read(record).alerts())
                    .extracting(KeyedAlert::original)
                    .containsExactly(record);
        }
    }

    @Test
    void shouldNarrowTheRecordToEachOfSeveralAlerts() {
        RawRecord record = record(json("{'alerts':[{'fingerprint':'a','x':1.10},42,{'fingerprint':'c'}]}"));

        AlertBody body = source.read(record);

        assertThat(body.alerts())
                .extracting(each -> each.original().origin().index())
                .containsExactly(0, 2);
        assertThat(body.alerts().get(0).original().value()).isEqualTo(json("{'fingerprint':'a','x':1.10}"));
        assertThat(body.alerts().get(0).original().headers()).isEqualTo(record.headers());
        assertThat(body.unreadable()).singleElement().satisfies(bad -> {
            assertThat(bad.original().origin().index()).isEqualTo(1);
            assertThat(bad.original().value()).isEqualTo(json("42"));
            assertThat(bad.message()).startsWith("$.alerts[1] ");
        });
    }

    /** Half a surrogate pair is JSON, but no UTF-8. */
    @Test
    void shouldNarrowTheRecordToAnAlertWithHalfACharacter() {
        AlertBody body = source.read(record(json("[{'fingerprint':'a\\ud83d'},{'fingerprint':'ü'}]")));

        assertThat(body.alerts())
                .extracting(each -> new String(each.original().value(), StandardCharsets.UTF_8))
                .containsExactly("{\"fingerprint\":\"a\\uD83D\"}", "{\"fingerprint\":\"ü\"}");
    }

    @Test
    void shouldGiveAnEventOfTheRecorderTheFingerprintThatTheWebhookGives() {
        Map<String, String> labels = Map.of("alertname", "a", "host", "x");
        String fingerprint = Fingerprints.of(labels);
        String decimal = Long.toUnsignedString(Long.parseUnsignedLong(fingerprint, 16));

        for (String written : List.of("'" + decimal + "'", decimal)) {
            assertThat(alert("{'@timestamp':'2026-03-14T03:00:00Z','data':{'alertCreated':{'alert':{'fingerprint':"
                            + written + ",'labels':{'alertname':'a','host':'x'}}}}}"))
                    .returns(fingerprint, Alert::fingerprint)
                    .returns(labels, Alert::labels);
        }
    }

    @Test
    void shouldReadALargeBodyOfManyAlerts() {
        String alerts = IntStream.range(0, 5_000)
                .mapToObj(i -> "{'labels':{'alertname':'a','i':" + i + "}}")
                .collect(Collectors.joining(","));

        AlertBody body = source.read(record(json("{'alerts':[" + alerts + "],'truncatedAlerts':7}")));

        assertThat(body.alerts()).hasSize(5_000);
        assertThat(body.truncated()).isEqualTo(7);
    }

    private Alert alert(String json) {
        AlertBody body = source.read(record(json(json)));
        assertThat(body.unreadable()).isEmpty();
        return body.alerts().get(0).alert();
    }

    private String assertUnreadable(String json, UnreadableReason reason, String message) {
        AlertBody body = source.read(record(json(json)));
        assertThat(body.alerts()).isEmpty();
        assertThat(body.unreadable()).hasSize(1);
        assertThat(body.unreadable().get(0).reason()).isEqualTo(reason);
        assertThat(body.unreadable().get(0).message()).startsWith(message);
        return body.unreadable().get(0).message();
    }

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static RawRecord record(byte[] value) {
        return new RawRecord(ORIGIN, null, value, List.of(new RawHeader("h", new byte[] {1})));
    }
}
