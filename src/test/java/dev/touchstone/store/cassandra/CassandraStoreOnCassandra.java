package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.InteractionStoreContract;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.RecordStoreContract;
import dev.touchstone.testing.CassandraCluster;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraStoreOnCassandra implements InteractionStoreContract, RecordStoreContract {
  private final CassandraOptions options = Keyspaces.options(CassandraCluster.shared(), keyspace());
  private CqlSession session;
  private CassandraStore store;

  String keyspace() {
    return "contract";
  }

  Buckets buckets() {
    return Buckets.USUAL;
  }

  @BeforeAll
  void connect() {
    Keyspaces.create(options);
    session = Connection.open(options);
  }

  @AfterAll
  void disconnect() {
    session.close();
  }

  @BeforeEach
  void open() {
    Keyspaces.empty(session, keyspace());
    store =
        CassandraStore.open(options, StatementListener.NONE, buckets(), UnaryOperator.identity());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  public InteractionStore store() {
    return store;
  }

  @Override
  public RecordStore records() {
    return store.records();
  }
}
