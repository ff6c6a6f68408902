package dev.touchstone.store.cassandra;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * How to reach the nodes, and how much is asked of them at once.
 *
 * @param contactPoints some nodes of the cluster, 1 or more; the others are learned from them
 * @param localDatacenter the data centre, as the nodes name it, whose nodes are asked
 * @param keyspace 1 to 48 lower-case letters, digits and underscores, the first a letter
 * @param credentials empty where the nodes ask for none
 * @param tls what the nodes' certificates are checked with, names of hosts included; empty: no TLS
 * @param requestTimeout how long one statement may take before it is sent again or given up; 10 ms
 *     to 10 minutes
 * @param speculativeDelay after which a second node is asked for what is read, the first one going
 *     on; 1 ms or more; empty: never
 * @param concurrentStatements how many statements are under way at one moment, the others wait; 1
 *     to {@value #MAX_CONCURRENT_STATEMENTS}
 * @param concurrentCalls how many calls of the store may be under way or waiting before more are
 *     refused as overload; 1 to {@value #MAX_CONCURRENT_CALLS}
 */
public record CassandraOptions(
    List<InetSocketAddress> contactPoints,
    String localDatacenter,
    String keyspace,
    Optional<Credentials> credentials,
    Optional<SSLContext> tls,
    Consistency consistency,
    Duration requestTimeout,
    Optional<Duration> speculativeDelay,
    int concurrentStatements,
    int concurrentCalls) {
  public static final int MAX_CONCURRENT_STATEMENTS = 8_192;
  public static final int MAX_CONCURRENT_CALLS = 100_000;
  public static final Duration MIN_REQUEST_TIMEOUT = Duration.ofMillis(10);
  public static final Duration MAX_REQUEST_TIMEOUT = Duration.ofMinutes(10);

  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  public CassandraOptions {
    contactPoints = List.copyOf(contactPoints);
    if (contactPoints.isEmpty()) {
      throw new IllegalArgumentException("contactPoints: 1 or more, not 0");
    }
    if (localDatacenter.isEmpty()) {
      throw new IllegalArgumentException("localDatacenter: a name, not nothing");
    }
    checkKeyspace(keyspace);
    if (requestTimeout.compareTo(MIN_REQUEST_TIMEOUT) < 0
        || requestTimeout.compareTo(MAX_REQUEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "requestTimeout: %s to %s, not %s"
              .formatted(MIN_REQUEST_TIMEOUT, MAX_REQUEST_TIMEOUT, requestTimeout));
    }
    if (speculativeDelay.isPresent()
        && speculativeDelay.get().compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "speculativeDelay: 1 ms or more, not " + speculativeDelay.get());
    }
    within("concurrentStatements", concurrentStatements, MAX_CONCURRENT_STATEMENTS);
    within("concurrentCalls", concurrentCalls, MAX_CONCURRENT_CALLS);
  }

  /** The usual limits, without credentials and TLS. */
  public static CassandraOptions of(
      List<InetSocketAddress> contactPoints, String localDatacenter, String keyspace) {
    return new CassandraOptions(
        contactPoints,
        localDatacenter,
        keyspace,
        Optional.empty(),
        Optional.empty(),
        Consistency.LOCAL_QUORUM,
        Duration.ofSeconds(2),
        Optional.of(Duration.ofMillis(100)),
        512,
        4_096);
  }

  /**
   * Returns the name of a keyspace if it is one.
   *
   * @throws IllegalArgumentException otherwise
   */
  public static String checkKeyspace(String name) {
    if (!KEYSPACE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "keyspace: 1 to 48 of the characters a-z, 0-9 and '_', the first a letter, not '%s'"
              .formatted(name));
    }
    return name;
  }

  private static void within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s: 1 to %,d, not %,d".formatted(name, most, value));
    }
  }
}
