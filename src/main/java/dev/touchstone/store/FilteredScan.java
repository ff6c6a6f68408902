package dev.touchstone.store;

import dev.touchstone.interaction.Interaction;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of another scan that fit. */
public abstract class FilteredScan implements Scan {
  private final Scan scan;
  private @Nullable Interaction next;

  /**
   * @param scan closed together with this one
   */
  protected FilteredScan(Scan scan) {
    this.scan = scan;
  }

  /** Whether a row is one of those; asked of each once, in their order. */
  protected abstract boolean fits(Interaction row);

  @Override
  public final boolean hasNext() {
    while (next == null && scan.hasNext()) {
      Interaction row = scan.next();
      next = fits(row) ? row : null;
    }
    return next != null;
  }

  @Override
  public final Interaction next() {
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
  public final void close() {
    scan.close();
  }
}
