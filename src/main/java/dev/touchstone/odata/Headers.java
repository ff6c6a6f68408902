package dev.touchstone.odata;

import org.jspecify.annotations.Nullable;

/** The headers of a call. */
@FunctionalInterface
public interface Headers {
  /**
   * The value of a header, several values of one name joined by commas; null if it was not sent.
   *
   * @param name in any case
   */
  @Nullable String get(String name);
}
