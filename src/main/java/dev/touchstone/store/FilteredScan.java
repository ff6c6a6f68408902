package dev.touchstone.store;

import dev.touchstone.interaction.Interaction;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of another scan that fit. */
final class FilteredScan implements Scan {
  private final Scan scan;
  private final Predicate<Interaction> fits;
  private @Nullable Interaction next;

  FilteredScan(Scan scan, Predicate<Interaction> fits) {
    this.scan = scan;
    this.fits = fits;
  }

  @Override
  public boolean hasNext() {
    while (next == null && scan.hasNext()) {
      Interaction row = scan.next();
      next = fits.test(row) ? row : null;
    }
    return next != null;
  }

  @Override
  public Interaction next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Interaction row = next;
    next = null;
    return row;
  }

  @Override
  public long leftOut() {
    return scan.leftOut();
  }

  /** A row that was looked at and not taken is given up with the rest. */
  @Override
  public void close() {
    scan.close();
  }
}
