package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.ModelContract;
import dev.touchstone.testing.CassandraCluster;
import java.util.function.UnaryOperator;

/** With buckets so small that contacts grow while they are read, erased and swept. */
class ModelOnCassandra extends ModelContract {
  private static final Buckets SMALL = new Buckets(1, 3);

  private final CassandraOptions options = Keyspaces.options(CassandraCluster.shared(), "model");
  private boolean opened;

  @Override
  protected int operations() {
    return 1_500;
  }

  @Override
  protected InteractionStore open() {
    if (!opened) {
      opened = true;
      Keyspaces.create(options);
      try (CqlSession session = Connection.open(options)) {
        Keyspaces.empty(session, options.keyspace());
      }
    }
    return CassandraStore.open(options, StatementListener.NONE, SMALL, UnaryOperator.identity());
  }
}
