package dev.touchstone.ingest;

import dev.touchstone.ingest.CheckedRow.Doubt;
import dev.touchstone.ingest.CheckedRow.Kind;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows of any source into interactions, or says why they are none. The one place that knows
 * what a row must be. Thread-safe.
 */
public final class RowContract {
  private static final int MOST_DIGITS = 19;

  private final TypeCatalogue types;
  private final RowRules rules;
  private final InstantSource clock;
  private final Map<TypeName, TypeColumns> columns = new HashMap<>();

  /**
   * @param clock for timestamps that lie in the future
   */
  public RowContract(TypeCatalogue types, RowRules rules, InstantSource clock) {
    this.types = types;
    this.rules = rules;
    this.clock = clock;
    for (InteractionType type : types.types()) {
      columns.put(type.name(), new TypeColumns(type));
    }
  }

  TypeCatalogue types() {
    return types;
  }

  /**
   * The interaction that the row is.
   *
   * @param expected the canonical name of the type that the row has if it does not say one; null if
   *     it must say one
   * @throws RowRejectedException if it is none
   */
  CheckedRow check(SourceRow row, @Nullable TypeName expected) throws RowRejectedException {
    TypeName type = type(row.interactionType(), expected);
    ContactId contact = contact(row.contactId());
    Instant timestamp = timestamp(row.timestamp());
    InteractionId id = id(row.internalId(), row.interactionId());
    long version = version(row.version());
    List<Doubt> doubts = new ArrayList<>(0);
    checkFuture(row, type, timestamp, doubts);
    checkFields(type, row.fields(), doubts);
    InteractionId known = id == null ? DerivedId.of(contact, type, timestamp, row.fields()) : id;
    return new CheckedRow(
        new Interaction(contact, type, timestamp, known, version, row.fields()),
        id == null,
        doubts);
  }

  private TypeName type(String text, @Nullable TypeName expected) throws RowRejectedException {
    if (expected != null && (text.isEmpty() || text.equals(expected.value()))) {
      return expected;
    }
    if (text.isEmpty()) {
      throw missing(RejectionCode.TYPE_MISSING, ColumnNames.INTERACTION_TYPE);
    }
    TypeName named =
        value(RejectionCode.TYPE_INVALID, ColumnNames.INTERACTION_TYPE, text, types::canonicalName);
    if (expected != null && !named.equals(expected)) {
      throw new RowRejectedException(
          RejectionCode.TYPE_OTHER,
          ColumnNames.INTERACTION_TYPE,
          text,
          "the row says it is of another type than the folder it lies in, which is of type "
              + expected.value());
    }
    return named;
  }

  private static ContactId contact(String text) throws RowRejectedException {
    return text.isEmpty()
        ? ContactId.NONE
        : value(RejectionCode.CONTACT_INVALID, ColumnNames.CONTACT_ID, text, ContactId::parse);
  }

  private static Instant timestamp(String text) throws RowRejectedException {
    RejectionCode code =
        text.isEmpty() ? RejectionCode.TIMESTAMP_MISSING : RejectionCode.TIMESTAMP_INVALID;
    return value(code, ColumnNames.TIMESTAMP, text, Timestamp::parse);
  }

  private void checkFuture(SourceRow row, TypeName type, Instant timestamp, List<Doubt> doubts)
      throws RowRejectedException {
    if (!timestamp.isAfter(clock.instant().plus(rules.futureTolerance()))) {
      return;
    }
    if (rules.unfitValues() == Decision.REJECT) {
      throw new RowRejectedException(
          RejectionCode.TIMESTAMP_FUTURE,
          ColumnNames.TIMESTAMP,
          row.timestamp(),
          "the row lies in the future, by more than the %s that is tolerated"
              .formatted(rules.futureTolerance()));
    }
    doubts.add(doubt(Kind.UNFIT_VALUE, type, ColumnNames.TIMESTAMP));
  }

  private @Nullable InteractionId id(String internalId, String interactionId)
      throws RowRejectedException {
    if (internalId.isEmpty() && interactionId.isEmpty()) {
      if (rules.missingIds() == Decision.KEEP) {
        return null;
      }
      throw new RowRejectedException(
          RejectionCode.ID_MISSING,
          ColumnNames.INTERNAL_ID,
          "",
          "the row has no id; expected is one in %s or %s"
              .formatted(ColumnNames.INTERNAL_ID, ColumnNames.INTERACTION_ID));
    }
    if (internalId.isEmpty()) {
      return parsedId(ColumnNames.INTERACTION_ID, interactionId);
    }
    InteractionId id = parsedId(ColumnNames.INTERNAL_ID, internalId);
    if (!interactionId.isEmpty()
        && !id.equals(parsedId(ColumnNames.INTERACTION_ID, interactionId))) {
      throw new RowRejectedException(
          RejectionCode.ID_CONTRADICTORY,
          ColumnNames.INTERACTION_ID,
          interactionId,
          "the row has two ids: %s says another one".formatted(ColumnNames.INTERNAL_ID));
    }
    return id;
  }

  private static InteractionId parsedId(String column, String text) throws RowRejectedException {
    return value(RejectionCode.ID_INVALID, column, text, InteractionId::parse);
  }

  private static long version(String text) throws RowRejectedException {
    return text.isEmpty()
        ? Interaction.DEFAULT_VERSION
        : value(RejectionCode.VERSION_INVALID, ColumnNames.VERSION, text, RowContract::wholeNumber);
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

  private void checkFields(TypeName type, Fields fields, List<Doubt> doubts)
      throws RowRejectedException {
    TypeColumns known = columns.get(type);
    if (known == null) {
      if (rules.unknownTypes() == Decision.REJECT) {
        throw new RowRejectedException(
            RejectionCode.TYPE_UNKNOWN,
            ColumnNames.INTERACTION_TYPE,
            type.value(),
            "the catalogue has no type of this name; the nearest is '%s'"
                .formatted(types.nearest(type.value())));
      }
      doubts.add(new Doubt(Kind.UNKNOWN_TYPE, type.value()));
      return;
    }
    for (int i = 0; i < fields.size(); i++) {
      checkField(type, known, fields.name(i), fields.value(i), doubts);
    }
    for (String column : known.required()) {
      if (fields.get(column) == null) {
        unfit(missing(RejectionCode.COLUMN_MISSING, column), type, doubts);
      }
    }
  }

  private void checkField(
      TypeName type, TypeColumns known, String column, String value, List<Doubt> doubts)
      throws RowRejectedException {
    if (!known.has(column)) {
      if (rules.unknownColumns() == Decision.REJECT) {
        throw new RowRejectedException(
            RejectionCode.COLUMN_UNKNOWN,
            column,
            value,
            "the type %s has no column of this name".formatted(type.value()));
      }
      doubts.add(doubt(Kind.UNKNOWN_COLUMN, type, column));
      return;
    }
    RowRejectedException unfit = known.unfit(column, value);
    if (unfit != null) {
      unfit(unfit, type, doubts);
    }
  }

  private void unfit(RowRejectedException why, TypeName type, List<Doubt> doubts)
      throws RowRejectedException {
    if (rules.unfitValues() == Decision.REJECT) {
      throw why;
    }
    doubts.add(doubt(Kind.UNFIT_VALUE, type, String.valueOf(why.column())));
  }

  private static Doubt doubt(Kind kind, TypeName type, String column) {
    return new Doubt(kind, type.value() + "." + column);
  }

  private static RowRejectedException missing(RejectionCode code, String column) {
    return new RowRejectedException(code, column, "", "the row has no value here");
  }

  private static <T> T value(
      RejectionCode code, String column, String text, Function<String, T> parser)
      throws RowRejectedException {
    try {
      return parser.apply(text);
    } catch (InvalidValueException e) {
      throw new RowRejectedException(code, column, text, e);
    }
  }
}
