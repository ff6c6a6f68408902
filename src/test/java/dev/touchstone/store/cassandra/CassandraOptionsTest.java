package dev.touchstone.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class CassandraOptionsTest {
  private static final InetSocketAddress NODE =
      InetSocketAddress.createUnresolved("node.example", 9042);

  private static CassandraOptions options(
      Duration timeout, Duration delay, int statements, int calls) {
    return new CassandraOptions(
        List.of(NODE),
        "datacenter1",
        "touchstone",
        Optional.empty(),
        Optional.empty(),
        Consistency.LOCAL_QUORUM,
        timeout,
        Optional.of(delay),
        statements,
        calls);
  }

  private static void assertRefused(ThrowingCallable options, String... words) {
    assertThatThrownBy(options)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void everyLimitIsAcceptedAndWhatIsBeyondItIsNot() {
    Duration second = Duration.ofSeconds(1);
    Duration shortest = CassandraOptions.MIN_REQUEST_TIMEOUT;
    Duration longest = CassandraOptions.MAX_REQUEST_TIMEOUT;
    assertThatCode(() -> options(shortest, Duration.ofMillis(1), 1, 1)).doesNotThrowAnyException();
    assertThatCode(() -> options(longest, second, 8_192, 100_000)).doesNotThrowAnyException();
    assertRefused(() -> options(shortest.minusNanos(1), second, 1, 1), "requestTimeout", "PT0.01S");
    assertRefused(() -> options(longest.plusNanos(1), second, 1, 1), "requestTimeout", "PT10M");
    assertRefused(
        () -> options(second, Duration.ofNanos(999_999), 1, 1), "speculativeDelay: 1 ms or more");
    assertRefused(() -> options(second, second, 0, 1), "concurrentStatements: 1 to 8,192, not 0");
    assertRefused(() -> options(second, second, 8_193, 1), "concurrentStatements", "8,193");
    assertRefused(() -> options(second, second, 1, 0), "concurrentCalls: 1 to 100,000, not 0");
    assertRefused(() -> options(second, second, 1, 100_001), "concurrentCalls", "100,001");
  }

  @Test
  void nodesAndTheirDataCentreAreNamed() {
    assertRefused(() -> CassandraOptions.of(List.of(), "datacenter1", "k"), "contactPoints: 1");
    assertRefused(() -> CassandraOptions.of(List.of(NODE), "", "k"), "localDatacenter: a name");
  }

  @Test
  void aKeyspaceIsAName() {
    String longest = "k" + "_".repeat(47);
    assertThat(CassandraOptions.checkKeyspace(longest)).isEqualTo(longest);
    for (String wrong : List.of("", "1k", "_k", "K", "k-k", "k;", "k\"", longest + "k")) {
      assertRefused(() -> CassandraOptions.checkKeyspace(wrong), "keyspace: 1 to 48", wrong);
    }
  }

  @Test
  void aPasswordIsNotShown() {
    assertThat(new Credentials("somebody", "secret")).asString().doesNotContain("secret");
  }
}
