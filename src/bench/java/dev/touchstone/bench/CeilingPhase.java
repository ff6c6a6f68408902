package dev.touchstone.bench;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** What a page costs below the server: the store, and below it the bare key range. */
final class CeilingPhase implements Phase {
  private static final String STORE = "a page of the store, as rows";
  private static final String RANGE = "the key range from RocksDB, as bytes";
  private static final long CACHE_BYTES = RocksDbOptions.DEFAULTS.blockCacheBytes();

  @Override
  public String name() {
    return "ceilings";
  }

  @Override
  public Section run(Context context) throws Exception {
    List<Question> questions = context.mainFiles().questions();
    Path data = context.workspace().data();
    Rounds rounds = new Rounds();
    try (RocksDbStore store = RocksDbStore.open(data, RocksDbOptions.DEFAULTS)) {
      Consumer<Question> page = question -> store.read(query(question));
      measure(context, questions, page);
      for (int round = 0; round < context.plan().rounds(); round++) {
        rounds.add(STORE, measure(context, questions, page));
      }
    }
    RocksDB.loadLibrary();
    try (LRUCache cache = new LRUCache(CACHE_BYTES);
        Options options =
            new Options().setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache));
        RocksDB db = RocksDB.openReadOnly(options, engineFolder(data).toString())) {
      Consumer<Question> range = question -> readRange(db, question);
      measure(context, questions, range);
      for (int round = 0; round < context.plan().rounds(); round++) {
        rounds.add(RANGE, measure(context, questions, range));
      }
    }
    return new Section.Builder(
            "Below the server", "what", "µs a page, median", "pages/s of one thread")
        .note(
            "One thread, no server, the same questions, a block cache of %,d MiB."
                .formatted(CACHE_BYTES >> 20))
        .row(STORE, micros(rounds, STORE), Section.number(rounds.median(STORE)))
        .row(RANGE, micros(rounds, RANGE), Section.number(rounds.median(RANGE)))
        .build(rounds);
  }

  private static String micros(Rounds rounds, String subject) {
    return Section.number(1e6 / rounds.median(subject));
  }

  private static Query query(Question question) {
    return new Query(
        ContactId.parse(question.contact()),
        new TypeName(question.type()),
        TimeRange.ALL,
        LoadFiles.PAGE_ROWS,
        null);
  }

  /** Pages a second. */
  private static double measure(
      Context context, List<Question> questions, Consumer<Question> page) {
    long start = System.nanoTime();
    long end = start + context.plan().turn().toNanos();
    long pages = 0;
    while (System.nanoTime() < end) {
      page.accept(questions.get((int) (pages % questions.size())));
      pages++;
    }
    return pages * 1e9 / (System.nanoTime() - start);
  }

  private static int readRange(RocksDB db, Question question) {
    byte[] prefix =
        KeyCodec.encode(ContactId.parse(question.contact()), new TypeName(question.type()));
    int bytes = 0;
    try (ReadOptions options = new ReadOptions();
        RocksIterator iterator = db.newIterator(options)) {
      int rows = 0;
      for (iterator.seek(prefix); rows < LoadFiles.PAGE_ROWS && iterator.isValid(); rows++) {
        bytes += iterator.key().length + iterator.value().length;
        iterator.next();
      }
      iterator.status();
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
    return bytes;
  }

  /** The folder in a data folder in which the engine keeps its files. */
  private static Path engineFolder(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data, 3)) {
      Path current = files.filter(file -> file.endsWith("CURRENT")).findFirst().orElseThrow();
      return current.toAbsolutePath().resolveSibling("");
    }
  }
}
