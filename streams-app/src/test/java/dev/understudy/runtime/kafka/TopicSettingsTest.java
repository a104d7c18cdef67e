package dev.understudy.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.settings.ConfigLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsTest {
    @Test
    void shouldKeepEachTopicAsLongAsItsReadersNeed() {
        // When
        Map<String, Map<String, String>> settings =
                TopicSettings.of(new ConfigLoader(Map.of())
                                .parse("""
                                kafka: {bootstrap.servers: a:1}
                                schema-registry: {url: http://b:1}
                                expires: 12h
                                providers: {openai: {dialect: openai, base-url: http://c, model: m}}
                                """, "f", Path.of("."))
                                .config())
                        .stream()
                        .collect(java.util.stream.Collectors.toMap(TopicSettings::name, TopicSettings::settings));

        // Then
        assertThat(settings).hasSize(7).allSatisfy((name, topic) -> assertThat(topic)
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("compression.type", "producer")
                .containsEntry("max.message.bytes", "8388608"));
        assertThat(settings.get("incidents")).containsEntry("retention.ms", millis(Duration.ofDays(7)));
        assertThat(settings.get("incidents.enriched")).containsEntry("retention.ms", millis(Duration.ofDays(30)));
        assertThat(settings.get("incidents.dead-letter")).containsEntry("retention.ms", millis(Duration.ofDays(30)));
        assertThat(settings.get("incidents.attempts")).containsEntry("retention.ms", millis(Duration.ofDays(90)));
        assertThat(settings.get("incidents.retry.openai")).containsEntry("retention.ms", millis(Duration.ofHours(60)));
        assertThat(settings.get("incidents.answers")).containsEntry("retention.ms", millis(Duration.ofDays(3)));
        assertThat(settings.get("incidents.resolved")).containsEntry("retention.ms", millis(Duration.ofHours(60)));
        assertThat(settings.get("incidents.retry.openai")).containsEntry("segment.ms", millis(Duration.ofDays(1)));
        assertThat(settings.get("incidents.enriched"))
                .containsEntry("segment.ms", millis(Duration.ofDays(30).dividedBy(7)));
        assertThat(settings.get("incidents.attempts")).containsEntry("segment.ms", millis(Duration.ofDays(7)));
    }

    @Test
    void shouldWantOnePartitionOfLeasesWhenAProviderHasABudget() {
        List<TopicSettings> topics = TopicSettings.of(
                new ConfigLoader(Map.of()).parse("""
                        kafka: {bootstrap.servers: a:1}
                        schema-registry: {url: http://b:1}
                        providers:
                          openai:
                            {dialect: openai, base-url: http://c, model: m, budget: {usd-per-day: 20},
                             price: {input-per-million: 1, output-per-million: 1}}
                        """, "f", Path.of(".")).config());

        TopicSettings budgets = topics.get(topics.size() - 1);
        assertThat(budgets.name()).isEqualTo("incidents.budgets");
        assertThat(budgets.partitions(12)).isEqualTo(1);
        assertThat(budgets.settings()).containsEntry("retention.ms", millis(Duration.ofDays(3)));
        assertThat(topics.get(0).partitions(12)).isEqualTo(12);
        assertThatThrownBy(() -> PartitionCount.checkOwn(topics, Map.of("incidents.budgets", 3)))
                .isInstanceOf(StartupException.class)
                .hasMessage("topics: incidents.budgets has 3 partitions and needs 1; delete it, "
                        + "then run: understudy topics create");
        PartitionCount.checkOwn(topics, Map.of("incidents", 3));
    }

    @Test
    void shouldWantATopicOfAnswersAsJsonLikeThatOfAnswersWhenThatIsOn() {
        List<TopicSettings> topics = TopicSettings.of(
                new ConfigLoader(Map.of()).parse("""
                        kafka: {bootstrap.servers: a:1}
                        schema-registry: {url: http://b:1}
                        output: {json: true}
                        providers: {openai: {dialect: openai, base-url: http://c, model: m}}
                        """, "f", Path.of(".")).config());

        Map<String, TopicSettings> byName =
                topics.stream().collect(java.util.stream.Collectors.toMap(TopicSettings::name, topic -> topic));
        assertThat(byName).hasSize(8);
        assertThat(byName.get("incidents.enriched.json").settings())
                .isEqualTo(byName.get("incidents.enriched").settings());
        assertThat(byName.get("incidents.enriched.json").ownPartitions()).isEmpty();
    }

    @Test
    void shouldRefusePartitionCountsThatDiffer() {
        assertThatThrownBy(
                        () -> PartitionCount.common(Map.of("incidents", 4, "incidents.enriched", 2), Optional.empty()))
                .isInstanceOf(StartupException.class)
                .hasMessage("topics: partition counts differ: incidents 4, incidents.enriched 2; all incidents topics "
                        + "need one count: raise the smaller ones with kafka-topics --alter");
        assertThatThrownBy(() -> PartitionCount.common(Map.of("incidents", 4), Optional.of(6)))
                .hasMessage(
                        "topics: incidents has 4 partitions, but 6 were asked for; leave --partitions out to take 4");
        assertThat(PartitionCount.common(Map.of("incidents", 4), Optional.of(4)))
                .contains(4);
        assertThat(PartitionCount.common(Map.of(), Optional.of(6))).contains(6);
    }

    @ParameterizedTest
    @CsvSource({", 2", "2, 3", "3, 0"})
    void shouldRefuseAMinimumOfReplicasThatNoWriteCouldReach(Short copies, int least) {
        assertThatThrownBy(() -> new TopicCreator.Request(
                        Optional.empty(), Optional.ofNullable(copies), false, Optional.of(least)))
                .isInstanceOf(StartupException.class)
                .hasMessage(
                        "topics: --min-insync-replicas is %d, but must be between 1 and --replication-factor%s; "
                                + "with 3 copies, take 2",
                        least, copies == null ? ", which is not given" : " (" + copies + ")");
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
