package dev.touchstone.store.rocksdb;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.codec.KeyCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps interactions in a data folder of this machine. One process at a time has a folder open.
 *
 * <p>Thread-safe. {@link #close} waits for calls under way; scans still open are closed by it, and
 * throw {@link IllegalStateException} from then on.
 *
 * <p>After an error of the disk the engine takes no more writes ({@link
 * StoreException.Unavailable}) and goes on reading. It recovers by itself from a full disk that has
 * room again; otherwise the store must be opened anew.
 */
public final class RocksDbStore implements StorageEngine {
  /** The most erasures that may be under way at one moment before more are refused as overload. */
  static final int MAX_ERASURES = 64;

  private final DataFolder folder;
  private final Engine engine;
  private final Changes changes;
  private final Backlog backlog;
  private final Committer committer;
  private final Shredder shredder;
  private final Merger merger;
  private final PageReader pages;
  private final Expiry expiry;
  private final Snapshots snapshots;
  private final ReadBound reads;
  private final Gate gate = new Gate();
  private final ErasureBound erasures = new ErasureBound(MAX_ERASURES);
  private final Set<RocksDbScan> scans = ConcurrentHashMap.newKeySet();
  private final RocksDbRecords records;

  private RocksDbStore(
      DataFolder folder, Engine engine, RocksDbOptions options, CommitListener listener) {
    this.folder = folder;
    this.engine = engine;
    this.changes = new Changes(engine);
    this.backlog = new Backlog(options.queuedRows(), options.queuedBytes());
    this.committer = new Committer(backlog, changes, listener);
    this.snapshots = new Snapshots(engine.db(), folder);
    this.shredder = new Shredder(engine, folder.engineFolder(), snapshots);
    this.merger = new Merger(engine, folder.engineFolder());
    this.pages = new PageReader(engine.db());
    this.expiry = new Expiry(engine.db());
    this.reads = new ReadBound(options.concurrentReads());
    this.records =
        new RocksDbRecords(
            gate,
            new RecordReader(engine, reads),
            new RecordChanges(engine, changes),
            backlog,
            shredder,
            erasures);
  }

  /**
   * Opens a data folder, and makes it where there is none.
   *
   * @throws DataFolderException if it is in use, of a newer format, not a data folder, or cannot be
   *     read and written
   */
  public static RocksDbStore open(Path folder, RocksDbOptions options) {
    return open(folder, options, CommitListener.NONE);
  }

  /**
   * The same, with somebody who hears of every write.
   *
   * @throws DataFolderException likewise
   */
  public static RocksDbStore open(Path folder, RocksDbOptions options, CommitListener listener) {
    DataFolder held = DataFolder.open(folder);
    try {
      return new RocksDbStore(held, Engine.open(held, options), options, listener);
    } catch (RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A caller that is interrupted while it waits gets {@link StoreException.OutcomeUnknown}.
   *
   * @throws StoreException.Overloaded if too many rows wait to be written already
   */
  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    if (interactions.size() > MAX_APPEND) {
      throw new IllegalArgumentException(
          "at most " + MAX_APPEND + " rows, not " + interactions.size());
    }
    return gate.inside(() -> appendInPieces(interactions));
  }

  private List<Verdict> appendInPieces(List<Interaction> interactions) {
    List<Verdict> verdicts = new ArrayList<>(interactions.size());
    while (verdicts.size() < interactions.size()) {
      Work.Append piece = Work.Append.next(interactions, verdicts.size());
      verdicts.addAll(verdicts.isEmpty() ? appendFirst(piece) : appendNext(piece));
    }
    return List.copyOf(verdicts);
  }

  private List<Verdict> appendFirst(Work.Append piece) {
    backlog.add(piece);
    return Work.await(piece.done());
  }

  /** Pieces before this one are stored, so no failure may say that nothing was changed. */
  private List<Verdict> appendNext(Work.Append piece) {
    try {
      backlog.addWhenRoom(piece);
      return Work.await(piece.done());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.OutcomeUnknown("interrupted while some rows were stored", e);
    } catch (StoreException.Unavailable e) {
      throw new StoreException.OutcomeUnknown("only some rows are stored: " + e.getMessage(), e);
    }
  }

  /** How much waits to be written. */
  public Waiting waiting() {
    return backlog.waiting();
  }

  @Override
  public Page read(Query query) {
    return gate.inside(() -> reads.read(() -> pages.read(query)));
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return gate.inside(() -> reads.read(() -> pages.types(contact, limit)));
  }

  @Override
  public List<ContactId> contacts(@Nullable ContactId after, int limit) {
    StorageEngine.checkLimit(limit);
    return gate.inside(() -> reads.read(() -> pages.contacts(after, limit)));
  }

  @Override
  public Scan scan(ContactId contact) {
    byte[] prefix = KeyCodec.encode(contact);
    return scan(
        () -> {
          Cursor cursor = Cursor.over(engine.db(), prefix);
          cursor.seek(prefix);
          return cursor;
        },
        TimeRange.ALL);
  }

  @Override
  public Scan scan(TimeRange range) {
    return scan(() -> Cursor.overAll(engine.db()), range);
  }

  private Scan scan(Supplier<Cursor> cursor, TimeRange range) {
    return gate.inside(
        () -> {
          RocksDbScan scan = new RocksDbScan(reads.read(cursor), range, reads, scans::remove);
          scans.add(scan);
          return scan;
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>The bytes are gone too when it returns, except for residues: the log is flushed, and every
   * file that had rows of the contact is rewritten without them. That takes from a tenth of a
   * second upwards.
   *
   * @throws StoreException.Overloaded if {@value #MAX_ERASURES} erasures are under way already
   */
  @Override
  public Erasure erase(ContactId contact) {
    return gate.inside(
        () -> {
          if (contact.isNone()) {
            throw new IllegalArgumentException(
                "rows without a contact cannot be erased as if they were one");
          }
          return erasures.within(() -> eraseNow(contact));
        });
  }

  private Erasure eraseNow(ContactId contact) {
    Work.Erase work = new Work.Erase(contact, new CompletableFuture<>());
    backlog.add(work);
    long rows = Work.await(work.done());
    return new Erasure(rows, Work.await(shredder.shred(KeyCodec.encode(contact))));
  }

  /**
   * {@inheritDoc}
   *
   * <p>The bytes are gone {@value Engine#REWRITE_DAYS} days later: by then every file that held
   * them was rewritten.
   */
  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    Map<TypeName, Instant> sane = new HashMap<>();
    cutoffs.forEach((type, cutoff) -> sane.put(type, Expiry.within(cutoff)));
    long removed = 0;
    KeyCodec.@Nullable Key next = null;
    do {
      KeyCodec.@Nullable Key from = next;
      Expiry.Piece piece = gate.inside(() -> reads.read(() -> expiry.find(from, sane)));
      removed += piece.keys().isEmpty() ? 0 : gate.inside(() -> remove(piece.keys()));
      next = piece.next();
    } while (next != null);
    return removed;
  }

  private long remove(List<byte[]> keys) {
    Work.Remove work = new Work.Remove(keys, new CompletableFuture<>());
    try {
      backlog.addWhenRoom(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while rows were removed", e);
    }
    return Work.await(work.done());
  }

  /**
   * The engine's files as they stand now, with everything that was acknowledged before; to be
   * closed by the caller, and closed together with the store.
   *
   * @throws StoreException.Overloaded if a snapshot is open already
   */
  public StoreSnapshot snapshot() {
    return gate.inside(snapshots::take);
  }

  /**
   * Merges all files, so that rows take the least room, and what was removed is gone from them.
   * Reads and writes go on meanwhile.
   *
   * @throws StoreException.Unavailable if the disk has no room for it
   */
  public Merged merge(MergeWatch watch) {
    return gate.inside(() -> merger.run(watch));
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public void check() {
    gate.inside(
        () -> {
          engine.faults().check();
          try {
            folder.check();
            return true;
          } catch (IOException | DataFolderException e) {
            throw new StoreException.Unavailable("the data folder cannot be read: " + e, e);
          }
        });
  }

  /** {@inheritDoc} What is only in the log is written into files first. */
  @Override
  public synchronized void close() {
    if (gate.close()) {
      scans.forEach(RocksDbScan::close);
      committer.close();
      shredder.close();
      snapshots.close();
      changes.close();
      engine.flushBeforeClosing();
      engine.close();
      folder.close();
    }
  }
}
