package dev.touchstone.http;

import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.audit.AuditEvent;
import dev.touchstone.privacy.audit.Occasion;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request is about and why it is made, for the audit trail. */
final class Purpose {
  static final String REASON = "Touchstone-Reason";

  /**
   * The first name behind the version, without what follows it, which may hold a contact. Other
   * paths are told by their route.
   */
  private static final Pattern RESOURCE =
      Pattern.compile("/api/[a-zA-Z]+/v[0-9.]{1,9}/([$A-Za-z_.]{1,100})");

  private static final Pattern ACCEPTED =
      Pattern.compile("[\\x20-\\x7e]{1," + AuditEvent.MAX_REASON + "}");

  private Purpose() {}

  /**
   * Takes both from a request; what is wrong with it, if something is.
   *
   * @param route null where none fits
   * @param occasion is told of them
   */
  static Optional<ODataError> read(Exchange exchange, @Nullable Route route, Occasion occasion) {
    Matcher path = RESOURCE.matcher(exchange.path());
    String template = route == null ? "" : route.template();
    occasion.asking(path.lookingAt() ? path.group(1) : template);
    String reason = exchange.header(REASON);
    if (reason == null) {
      return Optional.empty();
    }
    if (!ACCEPTED.matcher(reason).matches()) {
      return Optional.of(
          ODataError.http(
              400,
              "The header %s is not accepted; accepted are 1 to %d ASCII characters."
                  .formatted(REASON, AuditEvent.MAX_REASON)));
    }
    occasion.because(reason);
    return Optional.empty();
  }
}
