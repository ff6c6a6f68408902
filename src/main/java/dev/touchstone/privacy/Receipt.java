package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import dev.touchstone.privacy.LedgerEntry.Head;
import dev.touchstone.privacy.signature.Signature;
import dev.touchstone.store.Erasure;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What an erasure did, without personal data: contacts appear as keyed hashes. Its text is two
 * lines of JSON: the receipt, and the signature over the first line with its end.
 *
 * @param id of the erasure
 * @param contacts the keyed hashes
 * @param requested when it was asked for
 * @param completed when nothing could be read any more
 * @param ledger how far the ledger went with the entry that began it
 * @param counts what was there and was removed
 * @param residues where bytes may remain physically, and until when
 * @param copies what left the store before: what was deleted of it, and what was not
 */
record Receipt(
    String id,
    List<String> contacts,
    Instant requested,
    Instant completed,
    Reason reason,
    Head ledger,
    PendingErasure.Counts counts,
    List<Erasure.Residue> residues,
    CopyErasure.Outcome copies) {
  /** A receipt tells of so many copies that were left; it counts the others. */
  static final int MAX_LEFT = 1_000;

  /** What the first line says it is: a signature over it is good for nothing else. */
  static final String FORMAT = "touchstone-receipt-1";

  Receipt {
    contacts = List.copyOf(contacts);
    residues = List.copyOf(residues);
  }

  /** The text, signed. */
  String sign(Function<byte[], Signature> sign) {
    String line = line() + "\n";
    Signature signature = sign.apply(line.getBytes(UTF_8));
    return line
        + JsonLine.of(
            json -> {
              json.writeStringProperty("key", signature.keyId());
              json.writeStringProperty("signature", signature.text());
            })
        + "\n";
  }

  /** Whether a receipt is of exactly these contacts, by their hashes. */
  static boolean isOfAll(String text, Set<String> contacts) {
    return Set.copyOf(JsonLine.texts(read(text), "contacts")).equals(contacts);
  }

  /** Whether a receipt is of these contacts, and maybe of others. */
  static boolean covers(String text, Collection<String> contacts) {
    return JsonLine.texts(read(text), "contacts").containsAll(contacts);
  }

  /** The position of the ledger's entry that began the erasure. */
  static long position(String text) {
    if (read(text).get("ledger") instanceof Map<?, ?> ledger) {
      return Long.parseLong(String.valueOf(ledger.get("entries"))) - 1;
    }
    throw new IllegalArgumentException("no ledger");
  }

  /** Whether nothing was left anywhere. */
  static boolean isWithoutResidues(String text) {
    return read(text).get("residues") instanceof List<?> residues && residues.isEmpty();
  }

  private static Map<String, @Nullable Object> read(String text) {
    return JsonTree.object(text.substring(0, text.indexOf('\n')));
  }

  private String line() {
    return JsonLine.of(
        json -> {
          json.writeStringProperty("format", FORMAT);
          json.writeStringProperty("id", id);
          JsonLine.writeTexts(json, "contacts", contacts);
          json.writeStringProperty("requested", requested.toString());
          json.writeStringProperty("completed", completed.toString());
          json.writeStringProperty("reason", reason.text());
          json.writeObjectPropertyStart("ledger");
          json.writeNumberProperty("entries", ledger.entries());
          json.writeStringProperty("head", ledger.digest());
          json.writeEndObject();
          JsonLine.writeNumbers(json, "interactions", counts.interactions());
          JsonLine.writeNumbers(json, "records", counts.records());
          json.writeArrayPropertyStart("residues");
          for (Erasure.Residue residue : residues) {
            json.writeStartObject();
            json.writeStringProperty("place", residue.place());
            Optional<Instant> until = residue.until();
            json.writeStringProperty("until", until.map(Instant::toString).orElse("unknown"));
            json.writeEndObject();
          }
          json.writeEndArray();
          writeCopies(json);
        });
  }

  /** Without paths and hosts: they are nothing for the person. The list of copies has them. */
  private void writeCopies(JsonGenerator json) {
    json.writeObjectPropertyStart("copies");
    json.writeNumberProperty("deleted", copies.deleted());
    json.writeArrayPropertyStart("left");
    for (Copy copy : copies.left().stream().limit(MAX_LEFT).toList()) {
      json.writeStartObject();
      json.writeStringProperty("id", copy.id());
      json.writeStringProperty("kind", copy.kind().text());
      json.writeStringProperty("since", copy.begun().toString());
      json.writeStringProperty("why", copy.fate().why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("more", Math.max(0, copies.left().size() - MAX_LEFT));
    json.writeEndObject();
  }
}
