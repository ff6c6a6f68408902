package dev.touchstone.move;

import dev.touchstone.store.StoreException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That this process moves a store, and no other one: it stands in the source's mark, every change
 * of the mark is one that nobody else has changed since, and where others can open the source it
 * says again and again that it lives. Thread-safe.
 */
public final class MoveClaim implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MoveClaim.class);

  private final MoveSide source;
  private final MoveSide target;
  private final UUID sourceStore;
  private final boolean noticed;

  /** As it was last written. */
  private MoveMark mark;

  private volatile @Nullable String lost;

  /**
   * @param mark of the source, which names this claim already
   * @param noticed whether it is certain that nobody else uses the source
   */
  MoveClaim(MoveSide source, MoveSide target, MoveMark mark, boolean noticed) {
    this.source = source;
    this.target = target;
    this.sourceStore = mark.store();
    this.mark = mark;
    this.noticed = noticed || !source.shared();
  }

  /**
   * Begins a move, or goes on with one. When it returns, neither store can be opened by itself, and
   * every change must go through a {@link MovingStore}. Where others can have a store open, it may
   * take {@link Notice#LASTS}.
   *
   * @return empty if the source has been moved there already, so that the target is to be used
   * @throws MoveRefusedException if these two cannot be moved so, or another process does it
   */
  public static Optional<MoveClaim> begin(MoveSide source, MoveSide target, Notice notice) {
    return new MoveBeginning(source, target, notice).begin();
  }

  MoveSide source() {
    return source;
  }

  MoveSide target() {
    return target;
  }

  /** Until this is so others may still change the source, and nothing may be copied. */
  boolean isNoticed() {
    return noticed;
  }

  synchronized MoveMark.Point point() {
    return mark.point();
  }

  void write(MoveMark.Point point) {
    change(Standing.LEAVING, point);
  }

  /**
   * Says that this process lives, unless the move is over.
   *
   * @throws MoveRefusedException if another process has taken over
   */
  synchronized void beat() {
    if (mark.standing() == Standing.LEAVING && mark.claim() != null) {
      change(Standing.LEAVING, mark.point());
    }
  }

  /**
   * The one write that moves the store: from here on the target is it.
   *
   * @throws StoreException if it is not known whether it happened
   */
  synchronized void leave() {
    try {
      change(Standing.LEFT, MoveMark.Point.START);
    } catch (StoreException e) {
      MoveMark found = MoveMarks.find(source.engine()).orElseThrow();
      if (found.standing() != Standing.LEFT || !found.isClaimedAs(mark)) {
        throw e;
      }
      mark = found;
    }
  }

  /**
   * Checks what is known of the claim, without asking the store.
   *
   * @throws MoveRefusedException if another process has taken over
   */
  void require() {
    String why = lost;
    if (why != null) {
      throw new MoveRefusedException(why);
    }
  }

  boolean isLost() {
    return lost != null;
  }

  /** Checks that the target is still that of this move, or a store like any other behind it. */
  void requireTarget() {
    MoveMark there = MoveMarks.find(target.engine()).orElseThrow();
    if (there.standing() != Standing.ARRIVING || !sourceStore.equals(there.peer())) {
      target.requireHome();
    }
  }

  private synchronized void change(Standing standing, MoveMark.Point point) {
    require();
    if (mark.standing() == Standing.LEFT) {
      return; // for ever
    }
    MoveMark next = mark.next(standing, point);
    if (replace(next)) {
      mark = next;
      return;
    }
    // A former attempt may have happened though nobody knew.
    MoveMark found = MoveMarks.find(source.engine()).orElse(null);
    if (found == null || !found.isClaimedAs(mark)) {
      throw lose();
    }
    mark = found;
    if (found.standing() != Standing.LEFT) {
      next = found.next(standing, point);
      if (!replace(next)) {
        throw new StoreException.Unavailable("the mark of the move is changed meanwhile", null);
      }
      mark = next;
    }
  }

  private MoveRefusedException lose() {
    String why =
        "%s is moved by another process now, or its move was given up".formatted(source.name());
    lost = why;
    return new MoveRefusedException(why);
  }

  private boolean replace(MoveMark next) {
    return MoveMarks.replace(source.engine(), mark, next);
  }

  /** The next one need not wait until it is certain that this one has ended. */
  @Override
  public synchronized void close() {
    if (mark.standing() != Standing.LEAVING || lost != null) {
      return;
    }
    try {
      MoveMark free = mark.free();
      if (replace(free)) {
        mark = free;
      }
    } catch (StoreException e) {
      LOG.warn("The next move waits until this one is certain to have ended", e);
    }
  }
}
