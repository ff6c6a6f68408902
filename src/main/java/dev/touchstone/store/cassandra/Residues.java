package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import com.datastax.oss.driver.internal.core.util.RoutingKey;
import dev.touchstone.store.Erasure.Residue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where bytes of what was erased may remain, as far as this process can know: deletions are
 * written, not done, and nodes remove the bytes when they next merge the files that hold them.
 */
final class Residues {
  private static final CqlIdentifier GRACE = CqlIdentifier.fromInternal("gc_grace_seconds");

  private final CqlSession session;
  private final CqlIdentifier keyspace;

  Residues(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = CqlIdentifier.fromInternal(keyspace);
  }

  /** Of the partitions of a contact. */
  List<Residue> of(String table, ByteBuffer contact, int buckets) {
    Set<Node> replicas = new LinkedHashSet<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      replicas.addAll(replicas(RoutingKey.compose(contact, number(bucket))));
    }
    return of(table, replicas);
  }

  /** Of one partition of records. */
  List<Residue> ofRecords(int kind, ByteBuffer partition) {
    return of("records", replicas(RoutingKey.compose(number(kind), partition)));
  }

  private static ByteBuffer number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, number);
  }

  private Set<Node> replicas(ByteBuffer routingKey) {
    return session
        .getMetadata()
        .getTokenMap()
        .map((TokenMap tokens) -> tokens.getReplicas(keyspace, routingKey))
        .orElse(Set.of());
  }

  private List<Residue> of(String table, Set<Node> replicas) {
    List<Residue> residues = new ArrayList<>();
    residues.add(
        new Residue(
            "files and commit logs of the nodes %s, until each has merged (compacted) the files"
                    .formatted(names(replicas))
                + " that hold the partition; snapshots and backups that were made of them",
            Optional.empty()));
    Set<Node> down =
        replicas.stream().filter(it -> it.getState() != NodeState.UP).collect(Collectors.toSet());
    if (!down.isEmpty()) {
      residues.add(
          new Residue(
              "the nodes %s, which are not seen up and may not know of the erasure until a hint, a read or a repair tells them; the repair must come within %s"
                  .formatted(names(down), grace(table)),
              Optional.empty()));
    }
    return residues;
  }

  private static String names(Set<Node> nodes) {
    return nodes.stream()
        .map(it -> it.getEndPoint().toString())
        .collect(Collectors.toCollection(TreeSet::new))
        .toString();
  }

  /** For how long nodes keep in mind what was deleted. */
  private String grace(String table) {
    return session
        .getMetadata()
        .getKeyspace(keyspace)
        .flatMap(it -> it.getTable(table))
        .map(it -> it.getOptions().get(GRACE))
        .map(it -> Duration.ofSeconds(((Number) it).longValue()).toString())
        .orElse("gc_grace_seconds");
  }
}
