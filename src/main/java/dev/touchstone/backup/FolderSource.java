package dev.touchstone.backup;

import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.store.rocksdb.StoreSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A data folder that this process has open. */
public final class FolderSource implements BackupSource {
  /** What is saved of the folder beside the engine's files. Secrets are not. */
  private static final List<String> FILES = List.of("FORMAT", "imports", "touchstone.properties");

  private static final String ENGINE = "rocksdb/";
  private static final String TABLE = ".sst";

  private final Path folder;
  private final RocksDbStore store;
  private final Supplier<String> ledger;

  /**
   * @param ledger tells how far the ledger goes
   */
  public FolderSource(Path folder, RocksDbStore store, Supplier<String> ledger) {
    this.folder = folder;
    this.store = store;
    this.ledger = ledger;
  }

  @Override
  public String ledger() {
    return ledger.get();
  }

  @Override
  public List<Item> files() {
    List<Item> items = new ArrayList<>();
    for (String name : FILES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        items.add(new Item(name, file, false));
      }
    }
    return items;
  }

  @Override
  public Picture picture() throws IOException {
    StoreSnapshot snapshot = store.snapshot();
    try (Stream<Path> found = Files.list(snapshot.folder())) {
      List<Item> items = found.map(FolderSource::item).toList();
      return new Picture() {
        @Override
        public List<Item> files() {
          return items;
        }

        @Override
        public void close() {
          snapshot.close();
        }
      };
    } catch (IOException | RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /** The engine never writes to a table again once it is there, and gives no two one name. */
  private static Item item(Path file) {
    String name = file.getFileName().toString();
    return new Item(ENGINE + name, file, name.endsWith(TABLE));
  }
}
