package dev.understudy.runtime.budget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.budget.Account;
import dev.understudy.budget.LedgerEntry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Entries of the ledger as JSON, which anyone can read with any tool. Fields that are not known are ignored. */
final class LedgerJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LEASE = "LEASE";
    private static final String SETTLEMENT = "SETTLEMENT";

    private LedgerJson() {}

    static byte[] encode(LedgerEntry entry) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("kind", entry instanceof LedgerEntry.Lease ? LEASE : SETTLEMENT)
                .put("provider", entry.account().provider())
                .put("day", entry.account().day().toString())
                .put("holder", entry.holder());
        if (entry instanceof LedgerEntry.Lease lease) {
            json.put("id", lease.id()).put("micros", lease.micros()).put("budgetMicros", lease.budgetMicros());
        } else if (entry instanceof LedgerEntry.Settlement settlement) {
            json.put("spentMicros", settlement.spentMicros());
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry could not be written", e);
        }
    }

    /** The entry; null when these bytes are none. */
    static @Nullable LedgerEntry decode(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            JsonNode json = MAPPER.readTree(bytes);
            Account account = new Account(text(json, "provider"), LocalDate.parse(text(json, "day")));
            String holder = text(json, "holder");
            return switch (text(json, "kind")) {
                case LEASE ->
                    new LedgerEntry.Lease(
                            text(json, "id"), account, holder, number(json, "micros"), number(json, "budgetMicros"));
                case SETTLEMENT -> new LedgerEntry.Settlement(account, holder, number(json, "spentMicros"));
                default -> null;
            };
        } catch (IOException | DateTimeException | IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(field);
        }
        return value.textValue();
    }

    private static long number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 0) {
            throw new IllegalArgumentException(field);
        }
        return value.longValue();
    }
}
