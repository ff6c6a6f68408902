package dev.touchstone.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How Apache Cassandra is reached, and how much is asked of it at once.
 *
 * @param replication nodes that hold a partition, by data centre; for who makes the keyspace
 * @param username null where nobody is asked
 * @param passwordFile null if and only if there is no user
 * @param tlsAuthorities in PEM form; null for no TLS
 * @param everyDatacenter whether most replicas of all data centres must answer, rather than of the
 *     local one
 * @param speculativeDelay zero for never
 */
public record CassandraConfig(
    List<NodeAddress> contactPoints,
    String localDatacenter,
    String keyspace,
    Map<String, Integer> replication,
    @Nullable String username,
    @Nullable Path passwordFile,
    @Nullable Path tlsAuthorities,
    boolean everyDatacenter,
    Duration requestTimeout,
    Duration speculativeDelay,
    int concurrentStatements,
    int concurrentCalls) {
  public CassandraConfig {
    contactPoints = List.copyOf(contactPoints);
    replication = Map.copyOf(replication);
  }

  /** The same settings for other nodes and another keyspace. */
  public CassandraConfig at(List<NodeAddress> nodes, String otherKeyspace) {
    return new CassandraConfig(
        nodes,
        localDatacenter,
        otherKeyspace,
        replication,
        username,
        passwordFile,
        tlsAuthorities,
        everyDatacenter,
        requestTimeout,
        speculativeDelay,
        concurrentStatements,
        concurrentCalls);
  }
}
