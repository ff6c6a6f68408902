package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Permission;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.odata.Answer;
import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.Copy;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists the copies of personal data that left the store: {@code GET /v1/copies?contact=ID}, one a
 * line. Thread-safe.
 */
public final class CopiesEndpoint {
  private static final String PATH = "/v1/copies";

  private final Copies copies;
  private final Trail trail;

  /**
   * @param trail takes note of who looked
   */
  public CopiesEndpoint(Copies copies, Trail trail) {
    this.copies = copies;
    this.trail = trail;
  }

  public List<Route> routes() {
    return List.of(new Route(PATH, Set.of("GET", "HEAD"), Permission.AUDIT, this::answer));
  }

  private Answer answer(Exchange exchange) {
    QueryParameters query = QueryParameters.parse(exchange.query(), Set.of("contact"));
    ContactId contact = contact(query.one("contact"));
    Occasion.now(InstantSource.system())
        .note(trail, AuditAction.COPIES, PATH, contact == null ? List.of() : List.of(contact), 0);
    return new Answer(
        200,
        Map.of("Content-Type", "application/x-ndjson", "Cache-Control", "no-store"),
        out -> write(contact, out));
  }

  private static @Nullable ContactId contact(@Nullable String text) {
    try {
      return text == null ? null : ContactId.parse(text);
    } catch (InvalidValueException e) {
      throw QueryParameters.wrong("contact", String.valueOf(e.getMessage()));
    }
  }

  private void write(@Nullable ContactId contact, OutputStream out) throws IOException {
    try {
      if (contact == null) {
        copies.forEach(copy -> write(copy, out));
      } else {
        copies.of(contact).forEach(copy -> write(copy, out));
        copies.ofAll().forEach(copy -> write(copy, out));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(Copy copy, OutputStream out) {
    try {
      out.write((copy.text() + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
