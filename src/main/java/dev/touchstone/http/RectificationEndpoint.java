package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Permission;
import dev.touchstone.config.JsonTree;
import dev.touchstone.ingest.Correction;
import dev.touchstone.ingest.Rectification.Cause;
import dev.touchstone.ingest.Rectification.Rectified;
import dev.touchstone.ingest.Rectification.Refused;
import dev.touchstone.ingest.Rectifier;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.JsonLine;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.AuditEvent;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Corrects interactions: {@code POST /v1/contacts/ID/rectification}. The body is an object of
 * columns and their right values; {@code null} removes one. Thread-safe.
 */
public final class RectificationEndpoint {
  private static final String TEMPLATE = "/v1/contacts/*/rectification";
  private static final int MAX_BODY_BYTES = 2 * Fields.MAX_BYTES;
  private static final String ACCEPTED =
      "The body is not accepted; accepted is a JSON object of columns, each with a text, a number"
          + " or null.";

  private final Rectifier rectifier;
  private final TypeCatalogue types;
  private final Trail trail;
  private final Route route;

  /**
   * @param types knows the spellings of types
   * @param trail takes note of who corrected which columns, without their values
   */
  public RectificationEndpoint(Rectifier rectifier, TypeCatalogue types, Trail trail) {
    this.rectifier = rectifier;
    this.types = types;
    this.trail = trail;
    this.route = new Route(TEMPLATE, Set.of("POST"), Permission.RECTIFY, this::rectify);
  }

  /** To stand in front of a route that is of every path below a contact. */
  public List<Route> routes() {
    return List.of(route);
  }

  private Answer rectify(Exchange exchange) throws IOException {
    QueryParameters query =
        QueryParameters.parse(exchange.query(), Set.of("interaction", "type", "reason"));
    ContactId contact = QueryParameters.contact(route.wild(exchange.path()));
    Reason reason = query.reason();
    Occasion occasion = Occasion.now(InstantSource.system()).because(reason.text());
    Correction wanted =
        new Correction(
            contact,
            interaction(query.one("interaction")),
            type(query.one("type")),
            values(exchange),
            occasion.caller(),
            reason.text());
    return switch (rectifier.rectify(wanted)) {
      case Rectified it -> {
        occasion.note(
            trail, AuditAction.RECTIFY, it.words(AuditEvent.MAX_TEXT), List.of(contact), 1);
        yield answer(it);
      }
      case Refused(Cause cause, String message) ->
          ODataError.http(status(cause), "The correction is refused: " + message + ".").answer();
    };
  }

  private static InteractionId interaction(@Nullable String text) {
    if (text == null) {
      throw QueryParameters.wrong("interaction", "it is missing; expected is an interaction's id");
    }
    try {
      return InteractionId.parse(text);
    } catch (InvalidValueException e) {
      throw QueryParameters.wrong("interaction", String.valueOf(e.getMessage()));
    }
  }

  private @Nullable TypeName type(@Nullable String text) {
    try {
      return text == null ? null : types.canonicalName(text);
    } catch (InvalidValueException e) {
      throw QueryParameters.wrong("type", String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> values(Exchange exchange) throws IOException {
    byte[] body = exchange.body().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      throw ODataError.bodyTooLarge(MAX_BODY_BYTES).exception();
    }
    Map<String, String> values = new HashMap<>();
    try {
      JsonTree.object(new String(body, UTF_8))
          .forEach((column, value) -> values.put(column, text(value)));
    } catch (IllegalArgumentException e) {
      throw ODataError.http(400, ACCEPTED).exception();
    }
    return values;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      default -> throw new IllegalArgumentException("neither a text nor null");
    };
  }

  private static int status(Cause cause) {
    return switch (cause) {
      case INVALID -> 400;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
    };
  }

  private static Answer answer(Rectified it) {
    String json =
        JsonLine.of(
            out -> {
              out.writeStringProperty("contact", it.row().contact().value());
              out.writeStringProperty("interaction", it.row().id().value());
              out.writeStringProperty("type", it.row().type().value());
              out.writeStringProperty("timestamp", it.row().timestamp().toString());
              out.writeStringProperty("version", Long.toString(it.row().version()));
              out.writeStringProperty("columns", String.join(", ", it.columns()));
            });
    byte[] body = (json + "\n").getBytes(UTF_8);
    return new Answer(
        200,
        Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
        out -> out.write(body));
  }
}
