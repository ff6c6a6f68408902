package dev.touchstone.odata;

import java.io.IOException;

/** Something that callers can call by its name. Thread-safe. */
interface Operation {
  /** The path segment that names it; case-sensitive. */
  String name();

  /** The one verb with which it is called. */
  String method();

  /**
   * Answers a call.
   *
   * @param version the one that was called, like {@code v9.2}
   * @throws ODataException if the call is wrong
   * @throws dev.touchstone.store.StoreException if the store cannot answer
   * @throws IOException if the body cannot be read
   */
  Answer answer(Call call, String version) throws IOException;
}
