package dev.touchstone.testing;

import dev.touchstone.store.cassandra.CassandraOptions;
import dev.touchstone.store.cassandra.CassandraSchema;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Keyspaces of the node that tests share. */
public final class FreshKeyspace {
  private FreshKeyspace() {}

  /** Makes one that nobody else has. */
  public static CassandraOptions create() {
    String name = "fresh_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    CassandraOptions options = options(CassandraCluster.shared(), name);
    CassandraSchema.create(options, Map.of("datacenter1", 1));
    return options;
  }

  /** How tests reach a keyspace: a busy machine may take its time. */
  public static CassandraOptions options(CassandraCluster cluster, String keyspace) {
    CassandraOptions usual = CassandraOptions.of(cluster.addresses(), "datacenter1", keyspace);
    return new CassandraOptions(
        usual.contactPoints(),
        usual.localDatacenter(),
        usual.keyspace(),
        usual.credentials(),
        usual.tls(),
        usual.consistency(),
        Duration.ofSeconds(10),
        usual.speculativeDelay(),
        128,
        usual.concurrentCalls());
  }
}
