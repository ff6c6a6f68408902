package dev.touchstone.store.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keyspace and its tables. They are made by hand, or by {@link #create}. */
public final class CassandraSchema {
  /** The format of tables and timestamps. Another one is refused, never guessed at. */
  static final int FORMAT = 1;

  private static final String RESOURCE = "schema.cql";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_REPLICAS = 9;
  private static final Pattern DATACENTER = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  private CassandraSchema() {}

  /**
   * The statements as text, each ending with a semicolon.
   *
   * @param replicas how many nodes of each data centre hold a partition; 1 or more data centres
   * @throws IllegalArgumentException if a name or number cannot be one
   */
  public static String text(String keyspace, Map<String, Integer> replicas) {
    return resource()
        .replace("${keyspace}", CassandraOptions.checkKeyspace(keyspace))
        .replace("${replication}", replication(replicas));
  }

  private static String replication(Map<String, Integer> replicas) {
    if (replicas.isEmpty()) {
      throw new IllegalArgumentException("replicas: of 1 data centre or more, not of none");
    }
    return new TreeMap<>(replicas)
        .entrySet().stream()
            .map(it -> ", '%s': %d".formatted(datacenter(it.getKey()), count(it.getValue())))
            .collect(Collectors.joining("", "{'class': 'NetworkTopologyStrategy'", "}"));
  }

  private static String datacenter(String name) {
    if (!DATACENTER.matcher(name).matches()) {
      throw new IllegalArgumentException("'%s' is no name of a data centre".formatted(name));
    }
    return name;
  }

  private static int count(int replicas) {
    if (replicas < 1 || replicas > MAX_REPLICAS) {
      throw new IllegalArgumentException(
          "replicas: 1 to %d, not %d".formatted(MAX_REPLICAS, replicas));
    }
    return replicas;
  }

  /**
   * Makes what is not there yet, and changes nothing that is.
   *
   * @throws StoreException if the nodes cannot be reached, refuse, or hold tables of another format
   */
  public static void create(CassandraOptions options, Map<String, Integer> replicas) {
    List<String> statements = statements(text(options.keyspace(), replicas));
    try (CqlSession session = Connection.open(options)) {
      for (String statement : statements) {
        session.execute(SimpleStatement.newInstance(statement).setTimeout(TIMEOUT));
      }
      session.execute(
          SimpleStatement.newInstance(
                  "INSERT INTO %s.about (name, number) VALUES ('format', %d) IF NOT EXISTS"
                      .formatted(options.keyspace(), FORMAT))
              .setTimeout(TIMEOUT));
      check(session, options.keyspace());
    } catch (DriverException e) {
      throw new StoreException.Unavailable("the schema cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Returns if the tables are there and of the format that this version knows.
   *
   * @throws StoreException.Unavailable if they are not
   */
  static void check(CqlSession session, String keyspace) {
    try {
      Row format =
          session
              .execute("SELECT number FROM %s.about WHERE name = 'format'".formatted(keyspace))
              .one();
      if (format == null) {
        throw new StoreException.Unavailable(
            "keyspace %s has no format: make its tables first".formatted(keyspace), null);
      }
      if (format.getInt("number") != FORMAT) {
        throw new StoreException.Unavailable(
            "keyspace %s is of format %d; this version knows %d"
                .formatted(keyspace, format.getInt("number"), FORMAT),
            null);
      }
    } catch (QueryValidationException e) {
      throw new StoreException.Unavailable(
          "keyspace %s has no tables of ours: make them first".formatted(keyspace), e);
    } catch (DriverException e) {
      throw new StoreException.Unavailable("the nodes do not answer: " + e.getMessage(), e);
    }
  }

  private static List<String> statements(String text) {
    String bare =
        text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    return Arrays.stream(bare.split(";")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  private static String resource() {
    try (InputStream in = CassandraSchema.class.getResourceAsStream(RESOURCE)) {
      return new String(Objects.requireNonNull(in, RESOURCE).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
