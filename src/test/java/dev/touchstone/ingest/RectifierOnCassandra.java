package dev.touchstone.ingest;

import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.testing.FreshKeyspace;

/** On a real node. */
class RectifierOnCassandra extends RectifierContract {
  @Override
  InteractionStore openEmpty() {
    return CassandraStore.open(FreshKeyspace.create(), StatementListener.NONE);
  }
}
