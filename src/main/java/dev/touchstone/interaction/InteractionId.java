package dev.touchstone.interaction;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The id of an interaction, in its one canonical spelling: a GUID as 32 upper-case hexadecimal
 * digits without dashes, as the export and the action write it, or any other non-empty text of up
 * to {@value #MAX_BYTES} bytes of UTF-8.
 *
 * <p>Ids are ordered: GUIDs first, by their digits, then other texts, by their UTF-8 bytes.
 * Immutable.
 */
public final class InteractionId implements Comparable<InteractionId> {
  public static final int MAX_BYTES = 128;

  private final @Nullable UUID guid;

  /** The canonical spelling; that of a GUID is made when somebody asks. */
  private @Nullable String value;

  /**
   * @throws InvalidValueException if the text is empty, too long or not well-formed
   */
  public InteractionId(String text) {
    guid = Guid.parse(text);
    value = guid == null ? Text.check(text, MAX_BYTES, "an interaction id") : null;
  }

  public InteractionId(UUID guid) {
    this.guid = guid;
  }

  /**
   * Reads an interaction id; a GUID in any spelling is one and the same id.
   *
   * @throws InvalidValueException if the text is empty, too long or not well-formed
   */
  public static InteractionId parse(String text) {
    return new InteractionId(text);
  }

  /** The canonical spelling. */
  public String value() {
    String known = value;
    if (known == null) {
      known = Guid.toPlainUpper(Objects.requireNonNull(guid));
      value = known;
    }
    return known;
  }

  /** The GUID that this id is, or null if it is another text. */
  public @Nullable UUID guid() {
    return guid;
  }

  @Override
  public int compareTo(InteractionId other) {
    UUID mine = guid;
    UUID its = other.guid;
    if (mine != null && its != null) {
      return Guid.compareUnsigned(mine, its);
    }
    return mine == null && its == null
        ? Text.compareUtf8(value(), other.value())
        : mine == null ? 1 : -1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InteractionId id
        && (guid == null ? id.guid == null && value().equals(id.value()) : guid.equals(id.guid));
  }

  @Override
  public int hashCode() {
    return guid == null ? value().hashCode() : guid.hashCode();
  }

  @Override
  public String toString() {
    return "InteractionId[value=" + value() + "]";
  }
}
