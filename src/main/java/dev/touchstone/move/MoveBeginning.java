package dev.touchstone.move;

import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import java.util.Optional;
import java.util.UUID;

/**
 * How a move begins. First the target is marked, so that nobody puts anything into it, then the
 * source; a move that was broken off in between begins again.
 */
final class MoveBeginning {
  private final MoveSide source;
  private final MoveSide target;
  private final Notice notice;

  MoveBeginning(MoveSide source, MoveSide target, Notice notice) {
    this.source = source;
    this.target = target;
    this.notice = notice;
  }

  Optional<MoveClaim> begin() {
    MoveMark here = MoveMarks.findOrMake(source.engine());
    MoveMark there = MoveMarks.findOrMake(target.engine());
    if (here.store().equals(there.store())) {
      throw new MoveRefusedException(
          "%s and %s are one store".formatted(source.name(), target.name()));
    }
    if (here.isWith(Standing.LEFT, there)) {
      arrive(here, there);
      return Optional.empty();
    }
    boolean goesOn = here.isWith(Standing.LEAVING, there);
    if (!goesOn) {
      source.requireHome();
    }
    boolean alone = goesOn && awaitEnd(here);
    boolean arriving = there.isWith(Standing.ARRIVING, here);
    // What was moved away from there is used by nobody, and what it holds is compared.
    if (!there.isWith(Standing.LEFT, here) && !(goesOn && arriving)) {
      there = prepare(here, there);
    }
    MoveClaim claim = claim(here, there, alone);
    if (!there.isWith(Standing.ARRIVING, here)) {
      change(target, there, there.with(Standing.ARRIVING, here, source.name()));
    }
    return Optional.of(claim);
  }

  private void arrive(MoveMark here, MoveMark there) {
    if (there.isWith(Standing.ARRIVING, here)) {
      change(target, there, there.home());
    } else {
      target.requireHome();
    }
  }

  /**
   * Waits until it is certain that the process which moved this source before has ended.
   *
   * @return whether it is certain that nobody uses the source
   */
  private boolean awaitEnd(MoveMark here) {
    if (!source.shared() || here.claim() == null) {
      return !source.shared();
    }
    MoveMarks.awaitSilence(source, here, notice);
    return true;
  }

  /** Empties nothing: a target that holds something stays as it is. */
  private MoveMark prepare(MoveMark here, MoveMark there) {
    if (there.isWith(Standing.ARRIVING, here)) {
      return requireEmpty(there);
    }
    target.requireHome();
    if (!isEmpty(target.engine())) {
      throw holdsSomething();
    }
    MoveMark arriving = there.with(Standing.ARRIVING, here, source.name());
    change(target, there, arriving);
    return requireEmpty(arriving);
  }

  private MoveMark requireEmpty(MoveMark arriving) {
    if (target.shared()) {
      notice.await(() -> {});
    }
    if (!isEmpty(target.engine())) {
      change(target, arriving, arriving.home());
      throw holdsSomething();
    }
    return arriving;
  }

  private MoveRefusedException holdsSomething() {
    return new MoveRefusedException(
        "%s holds something already; choose an empty store to move into".formatted(target.name()));
  }

  private static boolean isEmpty(StorageEngine target) {
    boolean empty = target.contacts(null, 1).isEmpty();
    for (RecordKind kind : RecordKind.values()) {
      try (RecordScan scan = target.records().scan(kind)) {
        empty &= !kind.moves() || !scan.hasNext();
      }
    }
    return empty;
  }

  /** From here on what was settled may change: it is settled again only when the move ends well. */
  private MoveClaim claim(MoveMark here, MoveMark there, boolean alone) {
    MoveMark.Point point =
        here.isWith(Standing.LEAVING, there) ? pointOf(here.point()) : MoveMark.Point.START;
    MoveMark leaving =
        here.with(Standing.LEAVING, there, target.name()).at(point).claimedBy(UUID.randomUUID());
    change(source, here, leaving);
    return new MoveClaim(source, target, leaving, alone);
  }

  /** Nobody knows what a process that ended badly had under way: all is compared again. */
  private static MoveMark.Point pointOf(MoveMark.Point point) {
    return point.phase() == MovePhase.BACKFILL || point.settled()
        ? point.withSettled(false)
        : MoveMark.Point.COMPARISON;
  }

  private static void change(MoveSide side, MoveMark before, MoveMark after) {
    if (!MoveMarks.replace(side.engine(), before, after)) {
      throw new MoveRefusedException(
          "%s was marked by another process at the same moment; run the same command again"
              .formatted(side.name()));
    }
  }
}
