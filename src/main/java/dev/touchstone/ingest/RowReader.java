package dev.touchstone.ingest;

import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import java.util.function.Function;

/** Makes interactions of one type from rows. */
final class RowReader {
  private static final int MOST_DIGITS = 19;

  private final TypeCatalogue types;
  private final TypeName type;

  /**
   * @param type the canonical name of the type that every row is expected to have
   */
  RowReader(TypeCatalogue types, TypeName type) {
    this.types = types;
    this.type = type;
  }

  /**
   * The interaction that the row is.
   *
   * @throws RowRejectedException if it is none
   */
  Interaction read(ExportRow row) throws RowRejectedException {
    checkType(row.interactionType());
    return new Interaction(
        contact(row.contactId()),
        type,
        value(ColumnNames.TIMESTAMP, row.timestamp(), Timestamp::parse),
        id(row.internalId(), row.interactionId()),
        version(row.version()),
        row.fields());
  }

  private void checkType(String text) throws RowRejectedException {
    if (text.isEmpty() || text.equals(type.value())) {
      return;
    }
    TypeName named = value(ColumnNames.INTERACTION_TYPE, text, types::canonicalName);
    if (!named.equals(type)) {
      throw new RowRejectedException(
          ColumnNames.INTERACTION_TYPE,
          text,
          "the row says it is of another type than the folder it lies in, which is of type "
              + type.value());
    }
  }

  private static ContactId contact(String text) throws RowRejectedException {
    return text.isEmpty() ? ContactId.NONE : value(ColumnNames.CONTACT_ID, text, ContactId::parse);
  }

  private static InteractionId id(String internalId, String interactionId)
      throws RowRejectedException {
    if (internalId.isEmpty() && interactionId.isEmpty()) {
      throw new RowRejectedException(
          ColumnNames.INTERNAL_ID,
          "",
          "the row has no id; expected is one in %s or %s"
              .formatted(ColumnNames.INTERNAL_ID, ColumnNames.INTERACTION_ID));
    }
    if (internalId.isEmpty()) {
      return value(ColumnNames.INTERACTION_ID, interactionId, InteractionId::parse);
    }
    InteractionId id = value(ColumnNames.INTERNAL_ID, internalId, InteractionId::parse);
    if (!interactionId.isEmpty()
        && !id.equals(value(ColumnNames.INTERACTION_ID, interactionId, InteractionId::parse))) {
      throw new RowRejectedException(
          ColumnNames.INTERACTION_ID,
          interactionId,
          "the row has two ids: %s says another one".formatted(ColumnNames.INTERNAL_ID));
    }
    return id;
  }

  private static long version(String text) throws RowRejectedException {
    return text.isEmpty()
        ? Interaction.DEFAULT_VERSION
        : value(ColumnNames.VERSION, text, RowReader::wholeNumber);
  }

  private static long wholeNumber(String text) {
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      if (digits && text.length() <= MOST_DIGITS) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException e) {
      throw notAVersion(text);
    }
    throw notAVersion(text);
  }

  private static InvalidValueException notAVersion(String text) {
    return new InvalidValueException(text, "a whole number of 0 to %,d".formatted(Long.MAX_VALUE));
  }

  private static <T> T value(String column, String text, Function<String, T> parser)
      throws RowRejectedException {
    try {
      return parser.apply(text);
    } catch (InvalidValueException e) {
      throw new RowRejectedException(column, text, e);
    }
  }
}
