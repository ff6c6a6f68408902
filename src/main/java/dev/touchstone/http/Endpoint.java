package dev.touchstone.http;

import dev.touchstone.odata.Answer;
import java.io.IOException;

/** What answers the requests of a route. Thread-safe; may block. */
@FunctionalInterface
interface Endpoint {
  /**
   * Answers a request.
   *
   * @throws IOException if the request cannot be read
   */
  Answer answer(Exchange exchange) throws IOException;
}
