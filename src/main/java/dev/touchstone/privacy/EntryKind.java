package dev.touchstone.privacy;

import java.util.Arrays;
import java.util.Locale;

/** What an entry of the ledger says. */
public enum EntryKind {
  /** The ledger begins; its digest names it. */
  BEGIN,
  /** Contacts are to be erased, and are refused from here on. */
  ERASE,
  /** An erasure is complete; its receipt has this digest. */
  ERASED,
  /** Rows of contacts that were erased are taken again. */
  UNBLOCK,
  /** The ledger was lost and made anew of what the data knew of it. */
  REBUILT;

  /** As the ledger spells it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EntryKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of entry"));
  }
}
