package dev.touchstone.interaction;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of a contact, in its one canonical spelling: a GUID in lower case with dashes, or any
 * other non-empty text of up to {@value #MAX_BYTES} bytes of UTF-8, compared byte for byte.
 * Immutable.
 */
public final class ContactId {
  public static final int MAX_BYTES = 128;

  /**
   * Stands for "belongs to no contact". No text parses to it, so no caller can ask for it by a
   * contact id.
   */
  public static final ContactId NONE = new ContactId("");

  private final String value;
  private final @Nullable UUID guid;

  /**
   * @param text empty only for {@link #NONE}
   * @throws InvalidValueException if the text is too long or not well-formed
   */
  public ContactId(String text) {
    guid = Guid.parse(text);
    if (guid != null) {
      value = Guid.toDashedLower(guid);
    } else {
      value = text.isEmpty() ? text : Text.check(text, MAX_BYTES, "a contact id");
    }
  }

  public ContactId(UUID guid) {
    this.guid = guid;
    this.value = Guid.toDashedLower(guid);
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

  /** The canonical spelling; empty only in {@link #NONE}. */
  public String value() {
    return value;
  }

  /** The GUID that this id is, or null if it is another text. */
  public @Nullable UUID guid() {
    return guid;
  }

  /** Whether this is {@link #NONE}. */
  public boolean isNone() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContactId id && value.equals(id.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "ContactId[value=" + value + "]";
  }
}
