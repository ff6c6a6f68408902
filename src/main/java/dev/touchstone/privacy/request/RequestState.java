package dev.touchstone.privacy.request;

import java.util.Locale;

/** How a request stands. Only an open one changes. */
public enum RequestState {
  OPEN,
  /** Answered as it was asked. */
  DONE,
  /** Answered with a no. */
  REFUSED,
  /** Taken back by whoever asked. */
  WITHDRAWN;

  /** As answers spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
