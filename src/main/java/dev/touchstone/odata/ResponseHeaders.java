package dev.touchstone.odata;

import java.util.UUID;
import java.util.function.BiConsumer;

/** The headers that every response has, an error of the server itself included. */
public final class ResponseHeaders {
  private ResponseHeaders() {}

  /**
   * Hands out the name and value of each.
   *
   * @param requestId names the request in the log
   */
  public static void forEach(UUID requestId, BiConsumer<String, String> header) {
    String id = requestId.toString();
    header.accept("Cache-Control", "no-cache");
    header.accept("x-ms-service-request-id", id);
    header.accept("REQ_ID", id);
  }
}
