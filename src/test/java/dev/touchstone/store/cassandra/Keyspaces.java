package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.touchstone.testing.CassandraCluster;
import dev.touchstone.testing.FreshKeyspace;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Keyspaces of tests, made once and emptied before each of them. */
final class Keyspaces {
  private static final List<String> TABLES =
      List.of("interactions", "contacts", "marks", "records");

  private Keyspaces() {}

  /** How tests reach the keyspace. */
  static CassandraOptions options(CassandraCluster cluster, String keyspace) {
    return FreshKeyspace.options(cluster, keyspace);
  }

  /** Makes the keyspace; its nodes do not log its writes, which makes it quick to empty. */
  static void create(CassandraOptions options) {
    CassandraSchema.create(options, Map.of("datacenter1", 1));
    try (CqlSession session = Connection.open(options)) {
      execute(session, "ALTER KEYSPACE " + options.keyspace() + " WITH durable_writes = false");
    }
  }

  static void empty(CqlSession session, String keyspace) {
    for (String table : TABLES) {
      if (session.execute("SELECT * FROM " + keyspace + "." + table + " LIMIT 1").one() != null) {
        execute(session, "TRUNCATE " + keyspace + "." + table);
      }
    }
  }

  private static void execute(CqlSession session, String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(Duration.ofSeconds(60)));
  }
}
