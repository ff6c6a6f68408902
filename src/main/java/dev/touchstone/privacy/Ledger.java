package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.LedgerEntry.Draft;
import dev.touchstone.privacy.LedgerEntry.Head;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ledger of erasures: what was ever erased, and what was allowed again, in entries of which
 * each holds the digest of the one before. It stands twice: in a file that no backup has, and
 * beside the data, so that data and ledger that do not belong together are told apart.
 *
 * <p>Where one process has the data, the file is written first; it is never behind. Where servers
 * share the data, the store decides who writes an entry, and each server's file follows.
 *
 * <p>Thread-safe.
 */
public final class Ledger implements AutoCloseable {
  /** The name of the file in a data folder. */
  public static final String FILE = "ledger.ndjson";

  private static final int MAX_ATTEMPTS = 100;

  private final LedgerRecords records;
  private final LedgerFile file;
  private final BooleanSupplier shared;
  private final InstantSource clock;
  private final Blocks blocks;
  private final List<LedgerEntry> missedByStore;
  private final Deque<LedgerEntry> unrecorded;

  private Ledger(
      LedgerRecords records,
      LedgerFile file,
      BooleanSupplier shared,
      InstantSource clock,
      Blocks blocks,
      List<LedgerEntry> missedByStore) {
    this.records = records;
    this.file = file;
    this.shared = shared;
    this.clock = clock;
    this.blocks = blocks;
    this.missedByStore = List.copyOf(missedByStore);
    this.unrecorded = new ArrayDeque<>(missedByStore);
  }

  /**
   * How a ledger is opened.
   *
   * @param file where it is kept apart from the data
   * @param shared whether other processes write to the same store; asked each time, because a store
   *     that is moved while it is served may become one of several servers
   * @param hash stands for a contact in it
   * @param ids names a new ledger
   */
  public record Options(
      Path file,
      BooleanSupplier shared,
      Function<ContactId, String> hash,
      InstantSource clock,
      Supplier<UUID> ids) {
    /** What the first entry keeps of the key of the hashes, so that another key is noticed. */
    private String keyCheck() {
      return hash.apply(ContactId.parse("touchstone ledger"));
    }
  }

  /**
   * Opens the ledger of a store, and begins it where there is none.
   *
   * @throws LedgerException if it is missing, shorter than the data knows it, another one, or was
   *     written with another key
   * @throws StoreException if the store fails
   */
  public static Ledger open(RecordStore store, Options options) {
    LedgerRecords records = new LedgerRecords(store);
    boolean exists = LedgerFile.exists(options.file());
    if (!exists && !options.shared().getAsBoolean() && records.get(0).isPresent()) {
      throw missing(options.file());
    }
    Blocks blocks = new Blocks();
    List<LedgerEntry> unknown = new ArrayList<>();
    Comparison comparison = new Comparison(records, options.file(), blocks, unknown);
    LedgerFile file =
        exists ? LedgerFile.open(options.file(), comparison) : LedgerFile.create(options.file());
    Ledger ledger = new Ledger(records, file, options.shared(), options.clock(), blocks, unknown);
    try {
      if (unknown.isEmpty() && records.get(file.head().entries()).isPresent()) {
        ledger.follow(options.file());
      }
      if (file.head().entries() == 0) {
        ledger.begin(options);
      }
      ledger.requireKey(options.keyCheck());
      return ledger;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Makes a ledger that was lost anew, of what the data knows of it. What was erased after the data
   * was saved, if it was restored, is in it no more; the ledger says that this was done.
   *
   * @throws LedgerException if there is a file, or the data knows of no ledger
   */
  public static Ledger rebuild(RecordStore store, Options options, Reason reason) {
    LedgerRecords records = new LedgerRecords(store);
    if (records.get(0).isEmpty()) {
      throw new LedgerException("this data knows of no ledger; there is nothing to rebuild");
    }
    Ledger ledger =
        new Ledger(
            records,
            LedgerFile.create(options.file()),
            options.shared(),
            options.clock(),
            new Blocks(),
            List.of());
    try {
      ledger.takeOver();
      ledger.requireKey(options.keyCheck());
      ledger.append(new Draft(EntryKind.REBUILT, "", List.of(), reason.text(), ""));
      return ledger;
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  /** Where servers share the data, the first of them begins it. */
  private synchronized void begin(Options options) {
    String id = options.ids().get().toString();
    Draft draft = new Draft(EntryKind.BEGIN, "", List.of(options.keyCheck()), "", id);
    if (!shared.getAsBoolean()) {
      append(draft);
    } else {
      // If another server was the first, that one has begun it.
      records.put(draft.behind(Head.EMPTY, now()));
      takeOver();
    }
  }

  private void requireKey(String check) {
    LedgerEntry begin =
        records.get(0).map(LedgerEntry::parse).orElseGet(() -> missedByStore.getFirst());
    if (!begin.contacts().equals(List.of(check))) {
      throw new LedgerException(
          "secrets/contact.key is not the key with which the ledger of erasures was begun: contacts"
              + " that were erased would not be known again; put the right one back");
    }
  }

  /** Holds what the file says against what the data knows, entry by entry. */
  private static final class Comparison implements Consumer<LedgerEntry> {
    private final Iterator<String> known;
    private final Path file;
    private final Blocks blocks;
    private final List<LedgerEntry> unknown;

    Comparison(LedgerRecords records, Path file, Blocks blocks, List<LedgerEntry> unknown) {
      this.known = records.from(0);
      this.file = file;
      this.blocks = blocks;
      this.unknown = unknown;
    }

    @Override
    public void accept(LedgerEntry entry) {
      if (!unknown.isEmpty() || !known.hasNext()) {
        unknown.add(entry);
      } else if (!known.next().equals(entry.text())) {
        throw new LedgerException(
            "%s is not the ledger of this data: they differ from entry %d on; put the right one there"
                .formatted(file, entry.position()));
      }
      blocks.take(entry);
    }
  }

  /** The data knows more than the file. */
  private void follow(Path path) {
    if (!shared.getAsBoolean()) {
      throw new LedgerException(
          "%s is older than this data: it ends before entry %d, which the data knows; put the newest one there"
              .formatted(path, file.head().entries()));
    }
    takeOver();
  }

  private static LedgerException missing(Path file) {
    return new LedgerException(
        ("%s, the ledger of erasures of this data, is missing: without it, contacts that were"
                + " erased could be back unseen. Put the newest one there; if it is lost for good,"
                + " see: touchstone help ledger rebuild")
            .formatted(file));
  }

  /** What contacts are refused. */
  public Blocks blocks() {
    return blocks;
  }

  /**
   * The entries that the data did not know when the ledger was opened: it is older than the ledger.
   * They are to be done again, see {@link ErasureReplay}, before anybody reads the data.
   */
  List<LedgerEntry> missedByStore() {
    return missedByStore;
  }

  /** How far it goes. */
  public synchronized Head head() {
    return file.head();
  }

  /**
   * Writes an entry behind the last.
   *
   * @throws StoreException if it may not be written everywhere; then it is there or not, and the
   *     next call sees to that
   */
  synchronized LedgerEntry append(Draft draft) {
    if (shared.getAsBoolean()) {
      return appendShared(draft, now());
    }
    recordAll();
    LedgerEntry entry = draft.behind(file.head(), now());
    file.append(entry);
    unrecorded.add(entry);
    blocks.take(entry);
    recordAll();
    return entry;
  }

  private LedgerEntry appendShared(Draft draft, Instant time) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      refresh();
      LedgerEntry entry = draft.behind(file.head(), time);
      if (records.put(entry)) {
        refresh();
        return entry;
      }
    }
    throw new StoreException.Overloaded("others write to the ledger of erasures", null);
  }

  /** Writes beside the data what only the file has. */
  synchronized void recordAll() {
    for (LedgerEntry next = unrecorded.peek(); next != null; next = unrecorded.peek()) {
      if (!records.put(next)) {
        throw new StoreException.Damaged(
            "entry %d of the ledger of erasures is another one beside the data"
                .formatted(next.position()),
            null);
      }
      unrecorded.remove();
    }
  }

  /** Takes over what other servers have written. */
  synchronized void refresh() {
    if (shared.getAsBoolean()) {
      recordAll();
      takeOver();
    }
  }

  /** Writes to the file, from its end on, what the data knows. */
  private void takeOver() {
    Iterator<String> lines = records.from(file.head().entries());
    LedgerChain chain = new LedgerChain("the ledger beside the data", file.head());
    while (lines.hasNext()) {
      LedgerEntry entry = chain.next(lines.next());
      file.append(entry);
      blocks.take(entry);
    }
  }

  /** The first entry of a kind that belongs to an erasure, from a position on. */
  synchronized Optional<LedgerEntry> find(EntryKind kind, String erasure, long from) {
    recordAll();
    Iterator<String> lines = records.from(from);
    while (lines.hasNext()) {
      LedgerEntry entry = LedgerEntry.parse(lines.next());
      if (entry.kind() == kind && entry.erasure().equals(erasure)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  /** Goes through all entries. */
  public synchronized void forEach(Consumer<LedgerEntry> entries) {
    file.forEach(entries);
  }

  @Override
  public synchronized void close() {
    file.close();
  }
}
