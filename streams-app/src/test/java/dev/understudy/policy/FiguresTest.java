package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CPU at 93.4% for 10m                        | CPU at # for #
            p99 is 1,234.5ms (limit 800ms)              | p99 is # (limit #)
            disk full in 3h12m                          | disk full in #
            value=0.97, threshold=0.9                   | value=#, threshold=#
            12/15 replicas are ready                    | #/# replicas are ready
            since 2026-03-14T02:17:20Z                  | since #
            at 02:17:20.                                | at #.
            1.5e-3 errors per second                    | # errors per second
            4 GiB of 16GiB used                         | # GiB of # used
            -12.5 below zero                            | # below zero
            37 of 200 requests failed                   | # of # requests failed
            450 of 511 messages wait                    | # of # messages wait
            queue holds 503 messages                    | queue holds # messages
            """)
    void shouldTakeOutWhatMoves(String text, String expected) {
        // A fraction is one figure.
        assertThat(Figures.removed(text)).isEqualTo(expected.replace("#/#", "#"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host web-17 is down",
                "connection to 10.0.0.17:5432 refused",
                "port 5432 is closed",
                "exit code 137",
                "HTTP 503 from upstream",
                "responded with 404",
                "checkout returns 503 for all paths",
                "service unavailable (503)",
                "a 429 from the gateway",
                "exit_code=137",
                "exitCode 137",
                "rc=1",
                "status_code=503",
                "http_status: 401",
                "HTTP/1.1 503",
                "SQLSTATE 57014",
                "Event 4625",
                "nodes 3 down",
                "probe returned 503 (expected none)",
                "got 503 after three retries",
                "returns 404s",
                "signal 9",
                "v1.27.3 is not supported",
                "kernel 5.10.0-28 panicked",
                "pod checkout-7d9f8b6c5-x2x9z",
                "uuid 6f1a2c1e-0b5d-4b43-9d0e-6a3f5be0c7d1",
                "partition 7 has no leader",
                "p99 is too high",
                "md5 d41d8cd98f00b204e9800998ecf8427e",
                ""
            })
    void shouldKeepWhatNamesSomething(String text) {
        assertThat(Figures.removed(text)).isEqualTo(text);
    }

    @Test
    void shouldTakeTextsOfAnyLength() {
        for (String part : List.of("x", "1", "1,", "1,000,", "a,1", "5m", "2026-03-14T")) {
            String text = part.repeat(500_000);

            assertThat(Figures.removed(text)).isEqualTo(text);
        }
    }
}
