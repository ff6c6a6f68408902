package dev.touchstone.move;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The marks by which a store knows that it is being moved, or was: so that nobody uses one by
 * mistake that lacks something.
 */
public final class MoveMarks {
  private static final byte[] PARTITION = "move".getBytes(US_ASCII);
  private static final byte[] KEY = "mark".getBytes(US_ASCII);

  private MoveMarks() {}

  /**
   * Checks that a store may be used by itself.
   *
   * @param name what to call it in a message
   * @throws MoveRefusedException if it is part of a move, or was moved away
   */
  public static void requireHome(StorageEngine engine, String name) {
    MoveMark mark = find(engine).orElse(null);
    if (mark == null) {
      return;
    }
    switch (mark.standing()) {
      case HOME -> {}
      case LEAVING ->
          throw new MoveRefusedException(
              "%s is being moved to %s; go on with that (touchstone move, or touchstone serve --move-to), or give it up: touchstone move --give-up"
                  .formatted(name, mark.address()));
      case ARRIVING ->
          throw new MoveRefusedException(
              "%s is not whole: %s is being moved into it, and must be until it says that it has switched"
                  .formatted(name, mark.address()));
      case LEFT ->
          throw new MoveRefusedException(
              "%s was moved to %s and lacks everything since; use that one, and delete this one"
                  .formatted(name, mark.address()));
    }
  }

  /**
   * Ends a move before its switch: the source may be used by itself again. What the target has is
   * to be deleted by hand.
   *
   * @return where the target is
   * @throws MoveRefusedException if the store is not being moved
   */
  public static String giveUp(StorageEngine source) {
    MoveMark mark = find(source).orElseGet(() -> MoveMark.home(UUID.randomUUID()));
    if (mark.standing() != Standing.LEAVING) {
      throw new MoveRefusedException("no move is under way that could be given up");
    }
    write(source, MoveMark.home(mark.store()));
    return mark.address();
  }

  /**
   * Begins a move, or goes on with one. When it returns, neither store can be used by itself, and
   * every change must go through a {@link MovingStore}.
   *
   * @param from where the source is, for people
   * @param to where the target is
   * @return whether there is something to move; false if it has been moved already, so that the
   *     target is to be used
   * @throws MoveRefusedException if these two cannot be moved so
   */
  public static boolean begin(StorageEngine source, String from, StorageEngine target, String to) {
    MoveMark here = findOrMake(source);
    MoveMark there = findOrMake(target);
    if (here.store().equals(there.store())) {
      throw new MoveRefusedException("%s and %s are one store".formatted(from, to));
    }
    if (here.isWith(Standing.LEFT, there)) {
      if (there.isWith(Standing.ARRIVING, here)) {
        write(target, MoveMark.home(there.store()));
      } else if (there.standing() != Standing.HOME) {
        requireHome(target, to);
      }
      return false;
    }
    if (!here.isWith(Standing.LEAVING, there)) {
      requireHome(source, from);
    }
    if (!there.isWith(Standing.ARRIVING, here)) {
      if (!there.isWith(Standing.LEFT, here)) {
        requireHome(target, to);
        requireEmpty(target, to);
      }
      write(target, there.with(Standing.ARRIVING, here, from));
    }
    leave(source, here, there, to);
    return true;
  }

  /** From here on what was settled may change: it is settled again only when the move ends well. */
  private static void leave(StorageEngine source, MoveMark here, MoveMark there, String to) {
    MoveMark.Point point = here.point();
    boolean begun = here.isWith(Standing.LEAVING, there);
    write(
        source,
        here.with(Standing.LEAVING, there, to).at(begun ? pointOf(point) : MoveMark.Point.START));
  }

  /** Nobody knows what a process that ended badly had under way: all is compared again. */
  private static MoveMark.Point pointOf(MoveMark.Point point) {
    return point.phase() == MovePhase.BACKFILL || point.settled()
        ? point.withSettled(false)
        : MoveMark.Point.COMPARISON;
  }

  private static void requireEmpty(StorageEngine target, String to) {
    boolean empty = target.contacts(null, 1).isEmpty();
    for (RecordKind kind : RecordKind.values()) {
      try (RecordScan scan = target.records().scan(kind)) {
        empty &= !kind.moves() || !scan.hasNext();
      }
    }
    if (!empty) {
      throw new MoveRefusedException(
          "%s holds something already; choose an empty store to move into".formatted(to));
    }
  }

  /** How far the move of this source is. */
  static MoveMark.Point point(StorageEngine source) {
    return find(source).map(MoveMark::point).orElse(MoveMark.Point.START);
  }

  static void write(StorageEngine source, MoveMark.Point point) {
    find(source).ifPresent(mark -> write(source, mark.at(point)));
  }

  /**
   * The one write that moves the store: from here on the target is it.
   *
   * @throws StoreException if it is not known whether it happened
   */
  static void leave(StorageEngine source) {
    MoveMark mark = find(source).orElseThrow();
    MoveMark left =
        new MoveMark(
            mark.store(), Standing.LEFT, mark.peer(), mark.address(), MoveMark.Point.START);
    try {
      write(source, left);
    } catch (StoreException e) {
      if (!find(source).orElseThrow().equals(left)) {
        throw e;
      }
    }
  }

  /** The target is a store like any other now. */
  static void arrive(StorageEngine target) {
    find(target).ifPresent(mark -> write(target, MoveMark.home(mark.store())));
  }

  private static MoveMark findOrMake(StorageEngine engine) {
    Supplier<MoveMark> fresh = () -> MoveMark.home(UUID.randomUUID());
    Optional<MoveMark> mark = find(engine);
    if (mark.isEmpty()) {
      engine
          .records()
          .putIfAbsent(RecordKind.PLACE, new Record(PARTITION, KEY, fresh.get().toBytes()));
    }
    return find(engine).orElseThrow();
  }

  private static Optional<MoveMark> find(StorageEngine engine) {
    return engine.records().get(RecordKind.PLACE, PARTITION, KEY).map(MoveMark::parse);
  }

  private static void write(StorageEngine engine, MoveMark mark) {
    RecordStore records = engine.records();
    records.put(RecordKind.PLACE, List.of(new Record(PARTITION, KEY, mark.toBytes())));
  }
}
