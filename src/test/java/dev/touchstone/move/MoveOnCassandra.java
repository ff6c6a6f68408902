package dev.touchstone.move;

import static dev.touchstone.move.Moves.contact;
import static dev.touchstone.move.Moves.digests;
import static dev.touchstone.move.Moves.fill;
import static dev.touchstone.move.Moves.record;
import static dev.touchstone.move.Moves.records;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.cassandra.CassandraOptions;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.FreshKeyspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** There and back through a real node: everything is the same. */
class MoveOnCassandra {
  private final CassandraOptions options = FreshKeyspace.create();

  @Test
  void thereAndBackIsTheSame() {
    MemoryStore first = new MemoryStore();
    fill(first, 60, 5);
    first.append(Moves.rows(ContactId.NONE, 3));
    first.append(Moves.rows(contact(999), 2_500));
    first.records().put(RecordKind.LEDGER, List.of(record("l", "1", "a"), record("l", "2", "b")));
    Map<ContactId, ContactDigest> before = digests(first);
    MemoryStore last = new MemoryStore();
    try (CassandraStore nodes = CassandraStore.open(options, StatementListener.NONE)) {
      assertThat(Moves.move(first, nodes).outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
      assertThat(digests(nodes)).isEqualTo(before);
      nodes.erase(contact(3));
      before.remove(contact(3));
      assertThat(digests(nodes)).isEqualTo(before);
      MoveReport back = Moves.move(nodes, last);
      assertThat(back.outcome()).isEqualTo(MoveReport.Outcome.SWITCHED);
      assertThat(digests(last)).isEqualTo(before);
      assertThat(records(last)).isEqualTo(records(first));
    }
  }
}
