package dev.touchstone.odata.batch;

import dev.touchstone.odata.Answer;
import java.io.IOException;

/** Answers the requests of a batch, each as if it had come alone. Thread-safe. */
@FunctionalInterface
public interface PartHandler {
  /**
   * Answers a request; what is wrong with it is an answer too. The body of the answer is written
   * later, and need not be held; a store that fails before anything is written of it, fails only
   * the request.
   *
   * @throws IOException if the request cannot be read
   */
  Answer answer(PartRequest request) throws IOException;
}
