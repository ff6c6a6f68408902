package dev.touchstone.cli;

import dev.touchstone.config.CassandraConfig;
import dev.touchstone.config.Config;
import dev.touchstone.config.NodeAddress;
import dev.touchstone.move.MoveMarks;
import dev.touchstone.move.Tenure;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.store.rocksdb.CommitListener;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.util.List;

/** Opens stores as the settings say. */
final class Engines {
  private Engines() {}

  static StorageEngine open(StoreAddress address, Config config) {
    return open(address, config, CommitListener.NONE, StatementListener.NONE);
  }

  static StorageEngine open(
      StoreAddress address, Config config, CommitListener commits, StatementListener statements) {
    return switch (address) {
      case StoreAddress.Folder(Path path) -> open(path, config, commits);
      case StoreAddress.Keyspace(List<NodeAddress> nodes, String name) ->
          CassandraStore.open(
              CassandraSettings.options(config.cassandra().at(nodes, name)), statements);
    };
  }

  /** What to call a store in messages. */
  private static String name(CassandraConfig config) {
    return "the keyspace " + config.keyspace();
  }

  /**
   * Opens a data folder that is used by itself.
   *
   * @throws dev.touchstone.move.MoveRefusedException if it is part of a move, or was moved away
   */
  static RocksDbStore openHome(Path folder, Config config, CommitListener listener) {
    return home(open(folder, config, listener), "the data folder " + folder);
  }

  /**
   * Opens the keyspace of the settings, to be used by itself, for as long as nobody moves it.
   *
   * @throws dev.touchstone.move.MoveRefusedException likewise
   */
  static StorageEngine openHome(CassandraConfig config, StatementListener listener) {
    CassandraStore store = CassandraStore.open(CassandraSettings.options(config), listener);
    return Tenure.guard(home(store, name(config)), name(config));
  }

  private static <T extends StorageEngine> T home(T store, String name) {
    try {
      MoveMarks.requireHome(store, name);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  static RocksDbStore open(Path folder, Config config, CommitListener listener) {
    RocksDbOptions usual = RocksDbOptions.DEFAULTS;
    RocksDbOptions options =
        new RocksDbOptions(
            config.storeCacheBytes(),
            usual.writeBufferBytes(),
            usual.maxOpenFiles(),
            usual.backgroundJobs(),
            usual.concurrentReads(),
            usual.queuedRows(),
            usual.queuedBytes());
    return RocksDbStore.open(folder, options, listener);
  }
}
