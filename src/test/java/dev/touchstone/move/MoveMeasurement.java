package dev.touchstone.move;

import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.load.LoadWriter;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.cassandra.CassandraOptions;
import dev.touchstone.store.cassandra.CassandraSchema;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.store.codec.KeyCodec;
import dev.touchstone.store.codec.RowCodec;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.CassandraCluster;
import dev.touchstone.testing.FreshKeyspace;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Not a test: moves generated rows from RocksDB to a node of Cassandra and back to RocksDB while a
 * writer appends, and compares what is there in the end with a store that got the same rows and was
 * never moved. Takes an empty folder, the number of rows (200,000 unless told otherwise), the rows
 * that the writer sends in a second (1,000), and the number of workers.
 */
final class MoveMeasurement {
  private static final int BATCH = 1_000;
  private static final int WRITTEN_AT_ONCE = 100;

  private final Path folder;
  private final LoadSpec spec;
  private final long rowsPerSecond;
  private final MoveOptions options;
  private long written;
  private long sentAgain;

  private MoveMeasurement(Path folder, LoadSpec spec, long rowsPerSecond, int workers) {
    this.folder = folder;
    this.spec = spec;
    this.rowsPerSecond = rowsPerSecond;
    this.options = new MoveOptions(workers, 0, MoveOptions.BRIEF_ATTEMPTS, true);
  }

  public static void main(String[] arguments) throws Exception {
    long rows = arguments.length < 2 ? 200_000 : Long.parseLong(arguments[1]);
    long perSecond = arguments.length < 3 ? 1_000 : Long.parseLong(arguments[2]);
    int workers =
        arguments.length < 4 ? MoveOptions.DEFAULTS.workers() : Integer.parseInt(arguments[3]);
    Path folder = Path.of(arguments[0]);
    new MoveMeasurement(folder, LoadSpec.of(rows, 1), perSecond, workers).run();
  }

  private RocksDbStore open(String name) {
    return RocksDbStore.open(folder.resolve(name), RocksDbOptions.DEFAULTS);
  }

  private void run() throws Exception {
    try (RocksDbStore reference = open("reference");
        CassandraCluster cluster = CassandraCluster.start("moving", 1, false)) {
      CassandraOptions keyspace = FreshKeyspace.options(cluster, "moving");
      CassandraSchema.create(keyspace, Map.of("datacenter1", 1));
      RocksDbStore first = open("first");
      load(first, reference);
      move("there", first, connect(keyspace), reference, 1);
      move("back", connect(keyspace), open("last"), reference, 2);
      try (RocksDbStore last = open("last")) {
        compare(reference, last);
      }
    }
  }

  private static CassandraStore connect(CassandraOptions keyspace) {
    return CassandraStore.open(keyspace, StatementListener.NONE);
  }

  private void load(StorageEngine first, StorageEngine reference) {
    long start = System.nanoTime();
    Iterator<List<Interaction>> batches = LoadWriter.batches(spec, BATCH);
    while (batches.hasNext()) {
      List<Interaction> batch = batches.next();
      first.append(batch);
      reference.append(batch);
    }
    System.out.printf(
        "%,d rows of about %,d contacts made in %.0f s%n",
        spec.rows(), spec.contacts(), seconds(start));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Both stores are closed behind it. */
  private void move(
      String name, StorageEngine source, StorageEngine target, StorageEngine reference, int part)
      throws Exception {
    Phases phases = new Phases();
    AtomicBoolean moved = new AtomicBoolean();
    long start = System.nanoTime();
    try (MovingStore store = new MovingStore(Moves.claim(source, target));
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> writer = threads.submit(() -> write(store, reference, part, moved));
      MoveReport report;
      try (Mover mover = new Mover(store, options, phases, Pause.REAL, System::nanoTime)) {
        report = mover.run();
      } finally {
        moved.set(true);
      }
      double seconds = seconds(start);
      writer.get();
      System.out.printf(
          "%s: %s, %,d rows of %,d contacts compared, %,d copied, %,d contacts made equal, in %.0f"
              + " s (%,.0f rows/s)%n%s",
          name,
          report.outcome(),
          report.rows(),
          report.contacts(),
          report.copiedRows(),
          report.repaired(),
          seconds,
          report.rows() / seconds,
          phases.end());
    }
  }

  private void write(StorageEngine store, StorageEngine reference, int part, AtomicBoolean moved) {
    RowRate rate = new RowRate(rowsPerSecond, System::nanoTime, Pause.REAL);
    Iterator<List<Interaction>> batches =
        LoadWriter.batches(spec.later(Integer.MAX_VALUE, part), WRITTEN_AT_ONCE);
    while (!moved.get()) {
      List<Interaction> batch = batches.next();
      rate.await(batch.size());
      while (!isAppended(store, batch)) {
        sentAgain++;
      }
      reference.append(batch);
      written += batch.size();
    }
  }

  /** What may not have been stored is sent again, as callers do. */
  private static boolean isAppended(StorageEngine store, List<Interaction> batch) {
    try {
      store.append(batch);
      return true;
    } catch (StoreException e) {
      Pause.REAL.pause(Duration.ofSeconds(1));
      return false;
    }
  }

  private void compare(StorageEngine reference, StorageEngine last) {
    long contacts = 0;
    long rows = 0;
    long lost = 0;
    long extra = 0;
    long unequal = 0;
    Set<ContactId> all = new HashSet<>(contacts(reference));
    all.addAll(contacts(last));
    for (ContactId contact : all) {
      ContactDigest here = ContactDigest.of(reference, contact);
      contacts++;
      rows += here.rows();
      if (!here.equals(ContactDigest.of(last, contact))) {
        unequal++;
        lost += missing(reference, last, contact);
        extra += missing(last, reference, contact);
      }
    }
    System.out.printf(
        "in the end: %,d rows of %,d contacts, %,d of them written meanwhile (%,d batches sent"
            + " again); digests equal of %,d contacts, unequal of %,d; lost %,d, extra %,d%n",
        rows, contacts, written, sentAgain, contacts - unequal, unequal, lost, extra);
  }

  private static Set<ContactId> contacts(StorageEngine engine) {
    Set<ContactId> all = new HashSet<>();
    @Nullable ContactId after = null;
    List<ContactId> page = engine.contacts(after, StorageEngine.MAX_CONTACTS);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = engine.contacts(page.getLast(), StorageEngine.MAX_CONTACTS);
    }
    return all;
  }

  /** How many rows of one are not in the other. */
  private static long missing(StorageEngine one, StorageEngine other, ContactId contact) {
    Set<ByteBuffer> there = new HashSet<>();
    try (Scan scan = other.scan(contact)) {
      scan.forEachRemaining(row -> there.add(bytes(row)));
    }
    long missing = 0;
    try (Scan scan = one.scan(contact)) {
      while (scan.hasNext()) {
        missing += there.contains(bytes(scan.next())) ? 0 : 1;
      }
    }
    return missing;
  }

  private static ByteBuffer bytes(Interaction row) {
    byte[] key = KeyCodec.encode(row);
    byte[] value = RowCodec.encode(row);
    return ByteBuffer.allocate(key.length + value.length).put(key).put(value).flip();
  }

  /** How long each phase took. */
  private static final class Phases implements MoveWatch {
    private final StringBuilder text = new StringBuilder();
    private @Nullable MovePhase phase;
    private long since = System.nanoTime();

    @Override
    public void done(MovePhase now, long contacts, long total, long rows) {
      if (now != phase) {
        end();
        phase = now;
      }
    }

    String end() {
      if (phase != null) {
        text.append("  %s: %.1f s%n".formatted(phase.word(), seconds(since)));
      }
      since = System.nanoTime();
      return text.toString();
    }
  }
}
