package dev.touchstone.interaction;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of an interaction, in its one canonical spelling: a GUID as 32 upper-case hexadecimal
 * digits without dashes, as the export and the action write it, or any other non-empty text of up
 * to {@value #MAX_BYTES} bytes of UTF-8.
 *
 * <p>Ids are ordered: GUIDs first, by their digits, then other texts, by their UTF-8 bytes.
 *
 * @param value the canonical spelling
 */
public record InteractionId(String value) implements Comparable<InteractionId> {
  public static final int MAX_BYTES = 128;

  public InteractionId {
    value = canonical(Text.check(value, MAX_BYTES, "an interaction id"));
  }

  /**
   * Reads an interaction id; a GUID in any spelling is one and the same id.
   *
   * @throws InvalidValueException if the text is empty, too long or not well-formed
   */
  public static InteractionId parse(String text) {
    return new InteractionId(text);
  }

  /** The GUID that this id is, or null if it is another text. */
  public @Nullable UUID guid() {
    return Guid.parse(value);
  }

  @Override
  public int compareTo(InteractionId other) {
    boolean isGuid = guid() != null;
    if (isGuid != (other.guid() != null)) {
      return isGuid ? -1 : 1;
    }
    return Text.compareUtf8(value, other.value);
  }

  private static String canonical(String text) {
    UUID guid = Guid.parse(text);
    return guid == null ? text : Guid.toPlainUpper(guid);
  }
}
