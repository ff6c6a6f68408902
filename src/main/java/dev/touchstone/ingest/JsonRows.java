package dev.touchstone.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts an input into rows, without reading them. Belongs to one thread. */
sealed interface JsonRows permits JsonLines, JsonArray {
  /**
   * The next row; null at the end. What it returned before is void.
   *
   * @throws BrokenInputException if nobody can say where the next row begins
   */
  @Nullable JsonRow next() throws IOException;
}
