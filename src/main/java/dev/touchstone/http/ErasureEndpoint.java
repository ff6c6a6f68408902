package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Permission;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.Erasures;
import dev.touchstone.privacy.Erasures.SignedReceipt;
import dev.touchstone.privacy.Ledger;
import dev.touchstone.privacy.LedgerEntry;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forgets contacts: {@code DELETE /v1/contacts/ID}, {@code POST /v1/contacts/ID/unblock}, {@code
 * GET /v1/receipts/ID} and {@code GET /v1/ledger}. Thread-safe.
 */
public final class ErasureEndpoint {
  private static final String CONTACT = "/v1/contacts/*";
  private static final String UNBLOCK = "/v1/contacts/*/unblock";
  private static final String RECEIPT = "/v1/receipts/*";
  private static final String LEDGER = "/v1/ledger";
  private static final String NDJSON = "application/x-ndjson";

  private final Erasures erasures;
  private final Ledger ledger;
  private final Trail trail;
  private final Route erase;
  private final Route unblock;
  private final Route receipt;
  private final Route whole;

  /**
   * @param trail takes note of who erased, who allowed again and who looked
   */
  public ErasureEndpoint(Erasures erasures, Ledger ledger, Trail trail) {
    this.erasures = erasures;
    this.ledger = ledger;
    this.trail = trail;
    this.erase = new Route(CONTACT, Set.of("DELETE"), Permission.ERASE, this::erase);
    this.unblock = new Route(UNBLOCK, Set.of("POST"), Permission.ERASE, this::unblock);
    this.receipt = new Route(RECEIPT, Set.of("GET", "HEAD"), Permission.ERASE, this::receipt);
    this.whole = new Route(LEDGER, Set.of("GET", "HEAD"), Permission.AUDIT, this::ledger);
  }

  /** The first of them that fits a path answers it, so {@link #CONTACT} is the last. */
  public List<Route> routes() {
    return List.of(unblock, receipt, whole, erase);
  }

  private Answer erase(Exchange exchange) {
    QueryParameters query = QueryParameters.parse(exchange.query(), Set.of("contact", "reason"));
    List<ContactId> contacts = new ArrayList<>();
    contacts.add(QueryParameters.contact(erase.wild(exchange.path())));
    query.all("contact").forEach(more -> contacts.add(QueryParameters.contact(more)));
    Reason reason = query.reason();
    try {
      SignedReceipt receipt = erasures.erase(contacts, reason);
      note(AuditAction.ERASE, "receipt " + receipt.id(), reason.text(), contacts);
      return answer(receipt);
    } catch (InvalidValueException e) {
      throw ODataError.http(400, "An erasure is not possible: " + e.getMessage()).exception();
    }
  }

  private Answer unblock(Exchange exchange) {
    QueryParameters query = QueryParameters.parse(exchange.query(), Set.of("reason"));
    ContactId contact = QueryParameters.contact(unblock.wild(exchange.path()));
    Reason reason = query.reason();
    return switch (erasures.unblock(contact, reason)) {
      case UNBLOCKED -> {
        note(AuditAction.UNBLOCK, "", reason.text(), List.of(contact));
        yield lifted(true);
      }
      case NOT_BLOCKED -> lifted(false);
      case BEING_ERASED ->
          ODataError.http(409, "This contact is being erased; try again when that is complete.")
              .answer();
    };
  }

  /** What was done is told to nobody before it is noted; doing it again notes it again. */
  private void note(AuditAction action, String what, String reason, List<ContactId> contacts) {
    Occasion occasion = Occasion.now(InstantSource.system());
    if (!reason.isEmpty()) {
      occasion.because(reason);
    }
    occasion.note(trail, action, what, contacts, 0);
  }

  private static Answer lifted(boolean lifted) {
    byte[] body = "{\"lifted\":%s}".formatted(lifted).getBytes(UTF_8);
    return new Answer(200, Map.of("Content-Type", "application/json"), out -> out.write(body));
  }

  private Answer receipt(Exchange exchange) {
    return erasures
        .receipt(receipt.wild(exchange.path()))
        .map(ErasureEndpoint::answer)
        .orElseGet(() -> ODataError.http(404, "There is no receipt of this id.").answer());
  }

  private static Answer answer(SignedReceipt receipt) {
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            NDJSON,
            "Content-Location",
            "/v1/receipts/" + receipt.id(),
            "Cache-Control",
            "no-store");
    return new Answer(200, headers, out -> out.write(receipt.text().getBytes(UTF_8)));
  }

  private Answer ledger(Exchange exchange) {
    note(AuditAction.LEDGER, "", "", List.of());
    return new Answer(
        200, Map.of("Content-Type", NDJSON, "Cache-Control", "no-store"), this::writeLedger);
  }

  private void writeLedger(OutputStream out) throws IOException {
    try {
      ledger.forEach(entry -> write(entry, out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void write(LedgerEntry entry, OutputStream out) {
    try {
      out.write((entry.text() + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
