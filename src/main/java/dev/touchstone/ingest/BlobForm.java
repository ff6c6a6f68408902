package dev.touchstone.ingest;

import java.util.Locale;
import java.util.Optional;

/** How the rows of a blob or file are written. */
public enum BlobForm {
  /** Comma-separated values with a header. */
  CSV,

  /** One JSON object a line. */
  NDJSON;

  /**
   * The form that a name tells: {@code .csv}, {@code .ndjson} or {@code .jsonl}, in any letters,
   * with {@code .gz} or {@code .zst} behind it or not.
   */
  static Optional<BlobForm> byName(String name) {
    String plain = unpackedName(name).toLowerCase(Locale.ROOT);
    if (plain.endsWith(".csv")) {
      return Optional.of(CSV);
    }
    return plain.endsWith(".ndjson") || plain.endsWith(".jsonl")
        ? Optional.of(NDJSON)
        : Optional.empty();
  }

  /** The name without the ending that says how it is packed. */
  static String unpackedName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String ending : new String[] {".gz", ".zst"}) {
      if (lower.endsWith(ending) && lower.length() > ending.length()) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }
}
