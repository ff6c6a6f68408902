package dev.touchstone.interaction;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of a contact, in its one canonical spelling: a GUID in lower case with dashes, or any
 * other non-empty text of up to {@value #MAX_BYTES} bytes of UTF-8, compared byte for byte.
 *
 * @param value the canonical spelling; empty only in {@link #NONE}
 */
public record ContactId(String value) {
  public static final int MAX_BYTES = 128;

  /**
   * Stands for "belongs to no contact". No text parses to it, so no caller can ask for it by a
   * contact id.
   */
  public static final ContactId NONE = new ContactId("");

  public ContactId {
    if (!value.isEmpty()) {
      value = canonical(Text.check(value, MAX_BYTES, "a contact id"));
    }
  }

  /**
   * Reads a contact id. A GUID with or without dashes, in any case, with or without braces, is one
   * and the same contact.
   *
   * @throws InvalidValueException if the text is empty, too long or not well-formed
   */
  public static ContactId parse(String text) {
    return new ContactId(Text.check(text, MAX_BYTES, "a contact id"));
  }

  /** The GUID that this id is, or null if it is another text. */
  public @Nullable UUID guid() {
    return Guid.parse(value);
  }

  /** Whether this is {@link #NONE}. */
  public boolean isNone() {
    return value.isEmpty();
  }

  private static String canonical(String text) {
    UUID guid = Guid.parse(text);
    return guid == null ? text : Guid.toDashedLower(guid);
  }
}
