package dev.touchstone.client;

import org.jspecify.annotations.Nullable;

/** Writes one flat JSON object. Members that are null are left out. Not thread-safe. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder("{");

  JsonWriter member(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      string(value);
    }
    return this;
  }

  JsonWriter member(String name, @Nullable Integer value) {
    if (value != null) {
      name(name);
      out.append(value.intValue());
    }
    return this;
  }

  /** Closes the object and returns its text. */
  String end() {
    return out.append('}').toString();
  }

  private void name(String name) {
    if (out.length() > 1) {
      out.append(',');
    }
    string(name);
    out.append(':');
  }

  private void string(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
