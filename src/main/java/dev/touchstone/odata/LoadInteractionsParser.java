package dev.touchstone.odata;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.ActionSignature.Parameter;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Turns the body of a call into a checked request. Thread-safe. */
final class LoadInteractionsParser {
  private static final String CONTACT_ID = "ContactId";
  private static final String INTERACTION_TYPE = "InteractionType";
  private static final String DATE_FROM = "DateFrom";
  private static final String DATE_TO = "DateTo";
  private static final String TOP = "Top";
  private static final String SKIP_TOKEN = "SkipToken";

  static final ActionSignature ACTION =
      new ActionSignature(
          "msdyncrm_LoadInteractionsPublic",
          new Parameter(CONTACT_ID, EdmType.STRING, true),
          new Parameter(INTERACTION_TYPE, EdmType.STRING, true),
          new Parameter(DATE_FROM, EdmType.STRING, false),
          new Parameter(DATE_TO, EdmType.STRING, false),
          new Parameter(TOP, EdmType.INT32, false),
          new Parameter(SKIP_TOKEN, EdmType.STRING, false));

  private final TypeCatalogue catalogue;
  private final SkipTokens tokens;
  private final ODataOptions options;

  LoadInteractionsParser(TypeCatalogue catalogue, SkipTokens tokens, ODataOptions options) {
    this.catalogue = catalogue;
    this.tokens = tokens;
    this.options = options;
  }

  /**
   * Reads a body.
   *
   * @throws ODataException if it is not a valid call
   */
  LoadInteractionsRequest parse(InputStream body) throws IOException {
    Arguments arguments = Payload.read(body, options.maxBodyBytes(), ACTION);
    ContactId contact =
        arguments.required(
            CONTACT_ID, "the id of a contact: a GUID or other text", ContactId::parse);
    InteractionType type =
        arguments.required(INTERACTION_TYPE, "the name of an interaction type", this::type);
    String spelling = arguments.required(INTERACTION_TYPE, "", text -> text);
    TimeRange range = range(arguments);
    Integer top = top(arguments);
    Position after = after(arguments, new Query(contact, type.name(), range, 0, null));
    return new LoadInteractionsRequest(contact, type, spelling, range, top, after);
  }

  private InteractionType type(String spelling) {
    return catalogue.find(spelling).orElseThrow(() -> unknownType(spelling));
  }

  private InvalidValueException unknownType(String spelling) {
    return new InvalidValueException(
        spelling,
        "the name of an interaction type; the nearest is '%s'"
            .formatted(catalogue.nearest(spelling)));
  }

  private TimeRange range(Arguments arguments) {
    LocalDate from = arguments.optional(DATE_FROM, Dates::parse);
    LocalDate to = arguments.optional(DATE_TO, Dates::parse);
    if (from != null && to != null && from.isAfter(to)) {
      throw ODataError.badArgument(
          ("The parameter 'DateFrom' is not valid: '%s' is after the DateTo '%s'; accepted is a day"
                  + " that is not after DateTo.")
              .formatted(arguments.text(DATE_FROM), arguments.text(DATE_TO)));
    }
    return Dates.range(from, to, options.zone());
  }

  private static @Nullable Integer top(Arguments arguments) {
    Integer top = arguments.number(TOP);
    if (top != null && top < 0) {
      throw ODataError.badArgument(
          "The parameter 'Top' is not valid: '%d' is not accepted; accepted is a number of 0 to %d."
              .formatted(top, Integer.MAX_VALUE));
    }
    return top;
  }

  /**
   * No token is ever empty, so an empty one is what callers send who have none yet: their first
   * page.
   */
  private @Nullable Position after(Arguments arguments, Query query) {
    String token = arguments.text(SKIP_TOKEN);
    return token == null || token.isEmpty() ? null : tokens.read(query, token);
  }
}
