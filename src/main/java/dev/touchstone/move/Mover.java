package dev.touchstone.move;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the target of a {@link MovingStore} equal to its source while both change, proves it, and
 * switches. One at a time, and for one thread, beside {@link #close}.
 *
 * <p>It remembers how far it is in the source. After an end by {@link #close} the next one goes on
 * from there. After any other end copying goes on from there, and what was compared is compared
 * again: nobody knows what was under way.
 */
public final class Mover implements AutoCloseable {
  private static final int CHUNK = 256;
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

  /** How long the first attempt to switch keeps changes waiting; each next one twice as long. */
  private static final Duration FIRST_SWITCH_WAIT = Duration.ofMillis(100);

  private static final Duration LONGEST_SWITCH_WAIT = Duration.ofSeconds(30);

  private final MovingStore store;
  private final StorageEngine source;
  private final StorageEngine target;
  private final Unsettled unsettled;
  private final MoveOptions options;
  private final MoveWatch watch;
  private final Pause pause;
  private final LongSupplier nanos;
  private final Patience patience;
  private final MoveClaim claim;
  private final MoveTally tally = new MoveTally();
  private final ContactMove contacts;
  private final RecordMove records;

  private MoveMark.Point point;
  private long total;
  private long checkpointed;

  /**
   * A move that {@link MoveClaim#begin} has begun.
   *
   * @param nanos a clock that only goes forward, of no fixed start
   */
  public Mover(
      MovingStore store, MoveOptions options, MoveWatch watch, Pause pause, LongSupplier nanos) {
    this.store = store;
    this.source = store.source();
    this.target = store.target();
    this.unsettled = store.sides().unsettled();
    this.options = options;
    this.watch = watch;
    this.pause = pause;
    this.nanos = nanos;
    this.claim = store.claim();
    this.patience = new Patience(options.attempts(), pause, watch, claim::require);
    RowRate rate = new RowRate(options.rowsPerSecond(), nanos, pause);
    this.contacts = new ContactMove(store, patience, rate, tally::copied);
    this.records = new RecordMove(store, patience);
    this.point = claim.point();
    tally.goOnFrom(point.compared());
    this.checkpointed = nanos.getAsLong();
  }

  /**
   * Moves. Everything that was there is copied once; what could not be made equal is named.
   *
   * @throws MoveStoppedException if that was asked for
   * @throws StoreException if a store fails for good
   * @throws MoveRefusedException if another process moves this source now
   */
  public MoveReport run() {
    awaitNotice();
    try (Workers workers = new Workers(options.workers())) {
      total = patience.until(this::count);
      if (point.phase() == MovePhase.BACKFILL) {
        walk(source, workers, contacts::copy);
        next(MovePhase.COMPARISON);
      }
      do {
        compare(workers);
      } while (!settle() && tally.isEqual());
      return tally.report(outcome());
    }
  }

  private void awaitNotice() {
    if (!claim.isNoticed()) {
      watch.done(MovePhase.NOTICE, 0, 0, 0);
      new Notice(pause, nanos).await(patience::stopIfAsked);
    }
  }

  private MoveReport.Outcome outcome() {
    if (!tally.isEqual()) {
      return MoveReport.Outcome.UNEQUAL;
    }
    return store.isSwitched() ? MoveReport.Outcome.SWITCHED : MoveReport.Outcome.EQUAL;
  }

  private long count() {
    long count = 0;
    @Nullable ContactId after = null;
    List<ContactId> page = source.contacts(after, CHUNK);
    while (!page.isEmpty()) {
      patience.stopIfAsked();
      count += page.size();
      watch.done(MovePhase.COUNTING, count, 0, 0);
      page = source.contacts(page.getLast(), CHUNK);
    }
    return count;
  }

  private void compare(Workers workers) {
    if (unsettled.takeOverflow()) {
      tally.beginComparison();
      next(MovePhase.COMPARISON);
    }
    if (point.phase() == MovePhase.COMPARISON) {
      walk(source, workers, contact -> tally.compared(contact, contacts.compare(contact)));
      next(MovePhase.SURPLUS);
    }
    if (point.phase() == MovePhase.SURPLUS) {
      walk(target, workers, contact -> tally.surplus(contact, contacts.compareSurplus(contact)));
      next(MovePhase.RECORDS);
    }
    for (RecordKind kind : RecordKind.values()) {
      if (kind.moves()) {
        awaitTarget();
        tally.compared(records.compare(kind));
        watch.done(MovePhase.RECORDS, 0, 0, tally.copied());
      }
    }
    next(MovePhase.SWITCH);
  }

  /** Goes through all contacts of a store, from where it was. */
  private void walk(StorageEngine engine, Workers workers, Consumer<ContactId> work) {
    List<ContactId> chunk = patience.until(() -> engine.contacts(point.after(), CHUNK));
    while (!chunk.isEmpty()) {
      patience.stopIfAsked();
      workers.forEach(
          chunk,
          contact -> {
            awaitTarget();
            work.accept(contact);
          });
      point = pointAt(point.phase(), chunk.getLast(), point.contacts() + chunk.size());
      watch.done(
          point.phase(), point.contacts(), Math.max(total, point.contacts()), tally.copied());
      if (nanos.getAsLong() - checkpointed >= CHECKPOINT_EVERY.toNanos()) {
        checkpoint();
      }
      ContactId last = chunk.getLast();
      chunk = patience.until(() -> engine.contacts(last, CHUNK));
    }
  }

  private void next(MovePhase phase) {
    point = pointAt(phase, null, 0);
    checkpoint();
  }

  private MoveMark.Point pointAt(MovePhase phase, @Nullable ContactId after, long done) {
    return new MoveMark.Point(phase, after, done, tally.compared(), false);
  }

  private void checkpoint() {
    patience.until(
        () -> {
          claim.write(point);
          return true;
        });
    checkpointed = nanos.getAsLong();
  }

  /** The sooner a target that answers again gets changes, the fewer are to be looked at again. */
  private void awaitTarget() {
    if (store.sides().isTargetOut()) {
      patience.until(
          () -> {
            store.sides().checkTarget();
            return true;
          });
    }
  }

  /**
   * Makes equal what changed on one side only, and switches if that is wished.
   *
   * @return whether everything is equal; false if all is to be compared again, or something could
   *     not be made equal
   */
  private boolean settle() {
    Duration wait = FIRST_SWITCH_WAIT;
    while (!unsettled.isOverflown()) {
      patience.stopIfAsked();
      awaitTarget();
      settleExpiry();
      unsettled.contacts(CHUNK).forEach(it -> tally.settled(it, contacts.settle(it)));
      unsettled
          .partitions(CHUNK)
          .forEach(
              it -> tally.settled(patience.until(() -> records.settle(it.kind(), it.partition()))));
      if (!tally.isEqual()) {
        return false;
      }
      if (!unsettled.isEmpty()) {
        continue;
      }
      if (!options.switches() || switchOver(wait)) {
        return true;
      }
      pause.pause(FIRST_SWITCH_WAIT);
      wait = wait.compareTo(LONGEST_SWITCH_WAIT) < 0 ? wait.multipliedBy(2) : wait;
    }
    return false;
  }

  private void settleExpiry() {
    Map<TypeName, Instant> cutoffs = unsettled.expiry();
    if (!cutoffs.isEmpty()) {
      patience.until(() -> store.expire(cutoffs));
    }
  }

  private boolean switchOver(Duration wait) {
    watch.done(MovePhase.SWITCH, 0, 0, tally.copied());
    if (!patience.until(() -> store.sides().switchOver(wait, claim::leave))) {
      return false;
    }
    patience.until(
        () -> {
          MoveMarks.arrive(target);
          return true;
        });
    return true;
  }

  /**
   * To be called when nothing changes any more: notes that what was compared is equal still, so
   * that the next move goes on from here.
   */
  @Override
  public void close() {
    if (store.isSwitched() || claim.isLost() || !tally.isEqual() || !unsettled.isEmpty()) {
      return;
    }
    claim.write(point.withSettled(true));
  }
}
