package dev.understudy.runtime.budget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.budget.Account;
import dev.understudy.budget.LedgerEntry;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerJsonTest {
    private static final Account ACCOUNT = new Account("openai", LocalDate.parse("2026-03-14"));
    private static final String LEASE =
            "{\"kind\":\"LEASE\",\"provider\":\"openai\",\"day\":\"2026-03-14\",\"holder\":\"one/1\","
                    + "\"id\":\"one/1/1\",\"micros\":400000,\"budgetMicros\":20000000}";
    private static final String SETTLEMENT =
            "{\"kind\":\"SETTLEMENT\",\"provider\":\"openai\",\"day\":\"2026-03-14\",\"holder\":\"one/1\","
                    + "\"spentMicros\":123}";

    @Test
    void shouldWriteALeaseThatAnyoneCanRead() {
        LedgerEntry lease = new LedgerEntry.Lease("one/1/1", ACCOUNT, "one/1", 400_000, 20_000_000);

        assertThat(new String(LedgerJson.encode(lease), UTF_8)).isEqualTo(LEASE);
        assertThat(LedgerJson.decode(LEASE.getBytes(UTF_8))).isEqualTo(lease);
    }

    @Test
    void shouldWriteASettlementThatAnyoneCanRead() {
        LedgerEntry settlement = new LedgerEntry.Settlement(ACCOUNT, "one/1", 123);

        assertThat(new String(LedgerJson.encode(settlement), UTF_8)).isEqualTo(SETTLEMENT);
        assertThat(LedgerJson.decode(SETTLEMENT.getBytes(UTF_8))).isEqualTo(settlement);
    }

    @Test
    void shouldPassOverFieldsOfANewerVersion() {
        byte[] newer = SETTLEMENT.replace("}", ",\"why\":\"stopped\"}").getBytes(UTF_8);

        assertThat(LedgerJson.decode(newer)).isEqualTo(new LedgerEntry.Settlement(ACCOUNT, "one/1", 123));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "no json",
                "{\"kind\":\"LEASE\"}",
                "{\"kind\":\"GIFT\",\"provider\":\"openai\",\"day\":\"2026-03-14\",\"holder\":\"one/1\"}",
                "{\"kind\":\"SETTLEMENT\",\"provider\":\"openai\",\"day\":\"someday\",\"holder\":\"a\",\"spentMicros\":1}",
                "{\"kind\":\"SETTLEMENT\",\"provider\":\"openai\",\"day\":\"2026-03-14\",\"holder\":\"a\",\"spentMicros\":-1}",
                "{\"kind\":\"SETTLEMENT\",\"provider\":\"openai\",\"day\":\"2026-03-14\",\"holder\":\"a\",\"spentMicros\":1.5}"
            })
    void shouldSayThatSomethingElseIsNoEntry(String foreign) {
        assertThat(LedgerJson.decode(foreign.getBytes(UTF_8))).isNull();
    }
}
