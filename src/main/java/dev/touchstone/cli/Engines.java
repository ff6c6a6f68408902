package dev.touchstone.cli;

import dev.touchstone.config.CassandraConfig;
import dev.touchstone.config.Config;
import dev.touchstone.config.NodeAddress;
import dev.touchstone.move.MoveMarks;
import dev.touchstone.move.MoveSide;
import dev.touchstone.move.TenuredStore;
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

  /** A store that takes part in a move. */
  static MoveSide open(StoreAddress address, Config config) {
    return open(address, config, CommitListener.NONE, StatementListener.NONE);
  }

  static MoveSide open(
      StoreAddress address, Config config, CommitListener commits, StatementListener statements) {
    return switch (address) {
      case StoreAddress.Folder(Path path) ->
          new MoveSide(open(path, config, commits), address.toString(), false);
      case StoreAddress.Keyspace(List<NodeAddress> nodes, String name) ->
          new MoveSide(
              CassandraStore.open(
                  CassandraSettings.options(config.cassandra().at(nodes, name)), statements),
              address.toString(),
              true);
    };
  }

  /**
   * Opens a data folder that is used by itself.
   *
   * @throws dev.touchstone.move.MoveRefusedException if it is part of a move, or was moved away
   */
  static RocksDbStore openHome(Path folder, Config config, CommitListener listener) {
    return openHome(folder, config, RocksDbOptions.DEFAULTS, listener);
  }

  /** The same, with options of which the settings decide the cache. */
  static RocksDbStore openHome(
      Path folder, Config config, RocksDbOptions options, CommitListener listener) {
    RocksDbStore store = open(folder, config, options, listener);
    try {
      MoveMarks.requireHome(store, "the data folder " + folder);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Opens the keyspace of the settings, to be used by itself for as long as nobody moves it.
   *
   * @throws dev.touchstone.move.MoveRefusedException likewise
   */
  static StorageEngine openHome(CassandraConfig config, StatementListener listener) {
    CassandraStore store = CassandraStore.open(CassandraSettings.options(config), listener);
    try {
      return TenuredStore.guard(store, "the keyspace " + config.keyspace());
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  static RocksDbStore open(Path folder, Config config, CommitListener listener) {
    return open(folder, config, RocksDbOptions.DEFAULTS, listener);
  }

  private static RocksDbStore open(
      Path folder, Config config, RocksDbOptions options, CommitListener listener) {
    return RocksDbStore.open(folder, options.withBlockCache(config.storeCacheBytes()), listener);
  }
}
