package dev.touchstone.ingest;

import java.io.InputStream;

/** How rows stand one behind the other. */
public enum RowFormat {
  /** One JSON object a line. */
  NDJSON,

  /** A JSON array of objects. */
  JSON_ARRAY;

  JsonRows rows(InputStream in, int maxRowBytes) {
    return switch (this) {
      case NDJSON -> new JsonLines(in, maxRowBytes);
      case JSON_ARRAY -> new JsonArray(in, maxRowBytes);
    };
  }
}
