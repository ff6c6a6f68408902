package dev.touchstone.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of Apache Cassandra. */
final class CassandraConfigReader {
  private static final Pattern KEYSPACE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final int MAX_REPLICAS = 9;
  private static final int MAX_NAME = 100;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private CassandraConfigReader() {}

  static CassandraConfig read(Settings settings) {
    @Nullable String username =
        ConfigReader.optional(settings, Setting.CASSANDRA_USERNAME, CassandraConfigReader::name);
    @Nullable Path passwordFile =
        ConfigReader.optional(settings, Setting.CASSANDRA_PASSWORD_FILE, ConfigReader::path);
    if ((username == null) != (passwordFile == null)) {
      throw new ConfigException(
          "store.cassandra.username and store.cassandra.password-file belong together; one of them"
              + " is set",
          null);
    }
    return new CassandraConfig(
        ConfigReader.parse(
            settings,
            Setting.CASSANDRA_CONTACT_POINTS,
            (text, folder) -> NodeAddress.parseAll(text)),
        ConfigReader.parse(
            settings, Setting.CASSANDRA_LOCAL_DATACENTER, CassandraConfigReader::name),
        ConfigReader.parse(settings, Setting.CASSANDRA_KEYSPACE, CassandraConfigReader::keyspace),
        ConfigReader.parse(
            settings, Setting.CASSANDRA_REPLICATION, CassandraConfigReader::replication),
        username,
        passwordFile,
        ConfigReader.optional(settings, Setting.CASSANDRA_TLS_AUTHORITIES, ConfigReader::path),
        ConfigReader.parse(
            settings, Setting.CASSANDRA_CONSISTENCY, CassandraConfigReader::isEverywhere),
        duration(settings, Setting.CASSANDRA_REQUEST_TIMEOUT, Duration.ofMillis(10)),
        duration(settings, Setting.CASSANDRA_SPECULATIVE_DELAY, Duration.ZERO),
        (int) ConfigReader.number(settings, Setting.CASSANDRA_CONCURRENT_STATEMENTS, 1, 8_192),
        (int) ConfigReader.number(settings, Setting.CASSANDRA_CONCURRENT_CALLS, 1, 100_000));
  }

  private static String name(String text, Path folder) {
    ConfigReader.require(!text.isEmpty() && text.length() <= MAX_NAME);
    return text;
  }

  private static String keyspace(String text, Path folder) {
    ConfigReader.require(KEYSPACE.matcher(text).matches());
    return text;
  }

  private static Map<String, Integer> replication(String text, Path folder) {
    Map<String, Integer> replicas = new LinkedHashMap<>();
    ConfigReader.pairs(text, folder)
        .forEach(
            (datacenter, count) -> {
              int number = Integer.parseInt(count);
              ConfigReader.require(number >= 1 && number <= MAX_REPLICAS);
              replicas.put(datacenter, number);
            });
    return replicas;
  }

  private static boolean isEverywhere(String text, Path folder) {
    ConfigReader.require(text.equals("quorum") || text.equals("local-quorum"));
    return text.equals("quorum");
  }

  private static Duration duration(Settings settings, Setting setting, Duration least) {
    return ConfigReader.parse(
        settings,
        setting,
        (text, folder) -> {
          Duration duration = Duration.parse(text);
          ConfigReader.require(
              duration.compareTo(least) >= 0
                  && duration.compareTo(LONGEST) <= 0
                  && duration.equals(Duration.ofMillis(duration.toMillis())));
          return duration;
        });
  }
}
