package dev.touchstone.ingest;

import dev.touchstone.ingest.Rectification.Cause;
import dev.touchstone.ingest.Rectification.Rectified;
import dev.touchstone.ingest.Rectification.Refused;
import dev.touchstone.interaction.ColumnNames;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.Verdict;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Corrects what is stored of an interaction: a version of it is appended that is higher than any of
 * its source, so that the source's row, should it come again, does not take the correction back.
 * The corrected row says itself who corrected it, when and why. Thread-safe.
 */
public final class Rectifier {
  /** Corrected rows have versions from here on; sources count from 1. */
  public static final long FIRST_VERSION = 1L << 62;

  /** When a row was corrected last, by whom and why: columns that it has beside its type's. */
  public static final String AT = "RectifiedAt";

  public static final String BY = "RectifiedBy";
  public static final String REASON = "RectifiedReason";
  private static final Set<String> OWN = Set.of(AT, BY, REASON);

  private final InteractionStore store;
  private final TypeCatalogue types;
  private final InstantSource clock;

  /**
   * @param clock for the moment of a correction
   */
  public Rectifier(InteractionStore store, TypeCatalogue types, InstantSource clock) {
    this.store = store;
    this.types = types;
    this.clock = clock;
  }

  /**
   * Corrects one interaction. What comes back was read again after it was stored.
   *
   * @throws dev.touchstone.store.StoreException where the store fails; doing it again is safe
   */
  public synchronized Rectification rectify(Correction wanted) {
    List<Interaction> found = find(wanted);
    if (found.isEmpty()) {
      return new Refused(
          Cause.NOT_FOUND,
          "the contact has no interaction '%s'%s"
              .formatted(
                  wanted.id().value(),
                  wanted.type() == null ? "" : " of type " + wanted.type().value()));
    }
    if (found.size() > 1) {
      return new Refused(
          Cause.CONFLICT,
          "the contact has several interactions '%s'; name the type, of which there must be one"
              .formatted(wanted.id().value()));
    }
    return rectify(found.getFirst(), wanted);
  }

  private Rectification rectify(Interaction stored, Correction wanted) {
    String wrong = wrong(stored, wanted.values());
    if (wrong != null) {
      return new Refused(Cause.INVALID, wrong);
    }
    if (isAsWanted(stored, wanted.values())) {
      return new Rectified(stored, List.of());
    }
    try {
      return append(corrected(stored, wanted), wanted);
    } catch (InvalidValueException e) {
      return new Refused(Cause.INVALID, String.valueOf(e.getMessage()));
    }
  }

  /** Up to two rows: more than one is too many. */
  private List<Interaction> find(Correction wanted) {
    List<Interaction> found = new ArrayList<>();
    try (Scan scan = store.scan(wanted.contact())) {
      while (found.size() < 2 && scan.hasNext()) {
        Interaction row = scan.next();
        if (row.id().equals(wanted.id())
            && (wanted.type() == null || row.type().equals(wanted.type()))) {
          found.add(row);
        }
      }
    }
    return found;
  }

  private @Nullable String wrong(Interaction stored, Map<String, String> values) {
    Optional<TypeColumns> columns = types.find(stored.type().value()).map(TypeColumns::new);
    if (values.isEmpty()) {
      return "no column is named";
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      String wrong = wrong(stored, columns, value.getKey(), value.getValue());
      if (wrong != null) {
        return value.getKey() + ": " + wrong;
      }
    }
    return null;
  }

  private static boolean isAsWanted(Interaction stored, Map<String, String> values) {
    return values.entrySet().stream()
        .allMatch(
            value ->
                value
                    .getValue()
                    .equals(Objects.requireNonNullElse(stored.fields().get(value.getKey()), "")));
  }

  private static @Nullable String wrong(
      Interaction stored, Optional<TypeColumns> columns, String column, String value) {
    if (ColumnNames.IDENTITY.contains(column) || OWN.contains(column)) {
      return "this column says which interaction it is, or who corrected it, and cannot be"
          + " corrected";
    }
    if (columns.isEmpty()) {
      return null;
    }
    TypeColumns known = columns.get();
    if (!known.has(column) && stored.fields().get(column) == null) {
      return "the type %s has no column of this name, nor has the interaction"
          .formatted(stored.type().value());
    }
    if (value.isEmpty()) {
      return known.required().contains(column) ? "a value must be there" : null;
    }
    RowRejectedException unfit = known.unfit(column, value);
    return unfit == null ? null : unfit.reason();
  }

  private Interaction corrected(Interaction stored, Correction wanted) {
    if (stored.version() == Long.MAX_VALUE) {
      throw new InvalidValueException(
          Long.toString(stored.version()), "a lower version, for there is none above it");
    }
    Map<String, String> fields = new HashMap<>(stored.fields().toMap());
    fields.putAll(wanted.values());
    fields.put(AT, clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    fields.put(BY, wanted.by());
    fields.put(REASON, wanted.reason());
    return new Interaction(
        stored.contact(),
        stored.type(),
        stored.timestamp(),
        stored.id(),
        Math.max(stored.version() + 1, FIRST_VERSION),
        Fields.of(fields));
  }

  private Rectification append(Interaction corrected, Correction wanted) {
    Verdict verdict = store.append(List.of(corrected)).getFirst();
    return switch (verdict) {
      case ERASED -> new Refused(Cause.CONFLICT, "the contact was erased, and is blocked");
      case EXPIRED ->
          new Refused(Cause.CONFLICT, "the interaction is older than rows of its type are kept");
      case STORED, REPEATED, SUPERSEDED, CONFLICTING ->
          find(wanted).contains(corrected)
              ? new Rectified(corrected, wanted.values().keySet().stream().sorted().toList())
              : new Refused(
                  Cause.CONFLICT,
                  "somebody else corrected the interaction at the same moment; look at it again");
    };
  }
}
