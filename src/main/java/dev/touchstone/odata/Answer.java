package dev.touchstone.odata;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a call gets.
 *
 * @param headers in the order in which they are sent; without those of {@link ResponseHeaders}
 */
public record Answer(int status, Map<String, String> headers, Body body) {
  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** The bytes of an answer. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes all bytes, in chunks, and does not close the stream. Called at most once. Where this
     * throws, what was written so far is only a part: the one who sends it must see to it that the
     * caller cannot take the part for the whole.
     *
     * @throws dev.touchstone.store.StoreException if the store fails on the way
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
