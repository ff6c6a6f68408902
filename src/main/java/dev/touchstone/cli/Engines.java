package dev.touchstone.cli;

import dev.touchstone.config.CassandraConfig;
import dev.touchstone.config.Config;
import dev.touchstone.config.NodeAddress;
import dev.touchstone.move.MoveMarks;
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
    return switch (address) {
      case StoreAddress.Folder(Path path) -> open(path, config, CommitListener.NONE);
      case StoreAddress.Keyspace(List<NodeAddress> nodes, String name) ->
          CassandraStore.open(
              CassandraSettings.options(config.cassandra().at(nodes, name)),
              StatementListener.NONE);
    };
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
   * Opens the keyspace of the settings, to be used by itself.
   *
   * @throws dev.touchstone.move.MoveRefusedException likewise
   */
  static CassandraStore openHome(CassandraConfig config, StatementListener listener) {
    CassandraStore store = CassandraStore.open(CassandraSettings.options(config), listener);
    return home(store, "the keyspace " + config.keyspace());
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
