package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A contact and type of which there is a whole page, or more. */
public record Question(String contact, String type) {
  /** The body of the action that asks for a page. */
  byte[] page(int rows) {
    return "{\"InteractionType\":\"%s\",\"ContactId\":\"%s\",\"Top\":%d}"
        .formatted(type, contact, rows)
        .getBytes(UTF_8);
  }

  /** The body of the action that asks for everything. */
  byte[] everything() {
    return "{\"InteractionType\":\"%s\",\"ContactId\":\"%s\"}"
        .formatted(type, contact)
        .getBytes(UTF_8);
  }
}
