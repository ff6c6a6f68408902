package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Permission;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.privacy.index.AddressIndex;
import dev.touchstone.privacy.index.AddressIndex.Found;
import dev.touchstone.privacy.index.Completeness;
import dev.touchstone.privacy.index.MailAddress;
import java.io.ByteArrayOutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds a person by a mail address: {@code GET /v1/contacts?email=…}. Neither log nor trail holds
 * the address. Thread-safe.
 */
public final class FindEndpoint {
  static final String PATH = "/v1/contacts";

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern AFTER = Pattern.compile("[0-9a-f]{1,64}");

  private final AddressIndex index;
  private final Completeness completeness;
  private final Trail trail;

  /**
   * @param trail takes note of who looked, and of whom they found
   */
  public FindEndpoint(AddressIndex index, Completeness completeness, Trail trail) {
    this.index = index;
    this.completeness = completeness;
    this.trail = trail;
  }

  public List<Route> routes() {
    return List.of(new Route(PATH, Set.of("GET", "HEAD"), Permission.FIND, this::find));
  }

  private Answer find(Exchange exchange) {
    QueryParameters query = QueryParameters.parse(exchange.query(), Set.of("email", "after"));
    MailAddress address = address(query.one("email"));
    String after = after(query.one("after"));
    if (!completeness.isComplete()) {
      return ODataError.http(
              409,
              "The index of addresses does not have every row yet: this store had rows before it"
                  + " had the index. Fill it with: touchstone find --rebuild")
          .answer();
    }
    Found found = index.find(address, after);
    Occasion.now(InstantSource.system())
        .note(trail, AuditAction.FIND, PATH, found.contacts(), found.contacts().size());
    byte[] body = json(found);
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "Cache-Control", "no-store");
    return new Answer(200, headers, out -> out.write(body));
  }

  private static MailAddress address(@Nullable String text) {
    if (text == null) {
      throw QueryParameters.wrong("email", "it is missing; expected is a mail address");
    }
    try {
      return MailAddress.parse(text);
    } catch (InvalidValueException e) {
      throw QueryParameters.wrong("email", String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String after(@Nullable String text) {
    if (text != null && !AFTER.matcher(text).matches()) {
      throw QueryParameters.wrong("after", "expected is what 'next' of an answer said");
    }
    return text;
  }

  private static byte[] json(Found found) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("contacts");
      found.contacts().forEach(contact -> json.writeString(contact.value()));
      json.writeEndArray();
      if (found.next() != null) {
        json.writeStringProperty("next", found.next());
      }
      json.writeEndObject();
    }
    return (bytes.toString(UTF_8) + "\n").getBytes(UTF_8);
  }
}
