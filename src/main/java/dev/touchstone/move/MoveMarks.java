package dev.touchstone.move;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import java.util.Optional;
import java.util.UUID;

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
   * @throws MoveRefusedException if the store is not being moved, or a process does it now
   */
  public static String giveUp(MoveSide source, Notice notice) {
    MoveMark mark = find(source.engine()).orElseGet(() -> MoveMark.home(UUID.randomUUID()));
    if (mark.standing() != Standing.LEAVING) {
      throw new MoveRefusedException("no move is under way that could be given up");
    }
    if (source.shared() && mark.claim() != null) {
      awaitSilence(source, mark, notice);
    }
    if (!replace(source.engine(), mark, mark.home())) {
      throw moving(source);
    }
    return mark.address();
  }

  /**
   * Waits until it is certain that the process has ended which moved a store.
   *
   * @param mark as it was read
   * @throws MoveRefusedException if it lives
   */
  static void awaitSilence(MoveSide source, MoveMark mark, Notice notice) {
    notice.await(
        () -> {
          if (!find(source.engine()).filter(mark::equals).isPresent()) {
            throw moving(source);
          }
        });
  }

  private static MoveRefusedException moving(MoveSide source) {
    return new MoveRefusedException(
        "%s is being moved by another process; stop that one first".formatted(source.name()));
  }

  /** How far the move of this source is. */
  static MoveMark.Point point(StorageEngine source) {
    return find(source).map(MoveMark::point).orElse(MoveMark.Point.START);
  }

  /** The target is a store like any other now. */
  static void arrive(StorageEngine target) {
    MoveMark mark = find(target).orElseThrow();
    if (mark.standing() == Standing.ARRIVING && !replace(target, mark, mark.home())) {
      throw new StoreException.Unavailable("the mark of the target is changed meanwhile", null);
    }
  }

  static MoveMark findOrMake(StorageEngine engine) {
    Optional<MoveMark> mark = find(engine);
    if (mark.isEmpty()) {
      byte[] fresh = MoveMark.home(UUID.randomUUID()).toBytes();
      engine.records().putIfAbsent(RecordKind.PLACE, new Record(PARTITION, KEY, fresh));
    }
    return find(engine).orElseThrow();
  }

  static Optional<MoveMark> find(StorageEngine engine) {
    return engine.records().get(RecordKind.PLACE, PARTITION, KEY).map(MoveMark::parse);
  }

  /**
   * Writes a mark in place of what was read.
   *
   * @return false if another process was faster
   */
  static boolean replace(StorageEngine engine, MoveMark before, MoveMark after) {
    return engine
        .records()
        .replace(RecordKind.PLACE, new Record(PARTITION, KEY, before.toBytes()), after.toBytes());
  }
}
