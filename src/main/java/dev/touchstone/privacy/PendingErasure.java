package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An erasure that was begun: what must be known to complete it. It names the contacts, so it is
 * removed when the erasure is complete.
 *
 * @param id of the erasure
 * @param requested when it was asked for
 * @param reason why
 * @param contacts to erase
 * @param position how many entries the ledger had: its own stand behind them
 * @param counts what was there, by type and by place; null until it was counted
 */
record PendingErasure(
    String id,
    Instant requested,
    Reason reason,
    List<ContactId> contacts,
    long position,
    @Nullable Counts counts) {

  PendingErasure {
    contacts = List.copyOf(contacts);
  }

  /**
   * What there was of all contacts together.
   *
   * @param interactions by type
   * @param records by place
   */
  record Counts(Map<String, Long> interactions, Map<String, Long> records) {
    Counts {
      interactions = new TreeMap<>(interactions);
      records = new TreeMap<>(records);
    }
  }

  PendingErasure counted(Counts found) {
    return new PendingErasure(id, requested, reason, contacts, position, found);
  }

  byte[] encode() {
    return JsonLine.of(
            json -> {
              json.writeStringProperty("id", id);
              json.writeStringProperty("requested", requested.toString());
              json.writeStringProperty("reason", reason.text());
              JsonLine.writeTexts(
                  json, "contacts", contacts.stream().map(ContactId::value).toList());
              json.writeNumberProperty("position", position);
              if (counts != null) {
                JsonLine.writeNumbers(json, "interactions", counts.interactions());
                JsonLine.writeNumbers(json, "records", counts.records());
              }
            })
        .getBytes(UTF_8);
  }

  /**
   * @throws StoreException.Damaged if it is none; the message holds nothing of it
   */
  static PendingErasure decode(byte[] bytes) {
    try {
      Map<String, @Nullable Object> json = JsonTree.object(new String(bytes, UTF_8));
      Counts counts =
          json.containsKey("interactions")
              ? new Counts(
                  JsonLine.numbers(json.get("interactions")), JsonLine.numbers(json.get("records")))
              : null;
      return new PendingErasure(
          JsonLine.text(json, "id"),
          Instant.parse(JsonLine.text(json, "requested")),
          Reason.parse(JsonLine.text(json, "reason")),
          JsonLine.texts(json, "contacts").stream().map(ContactId::parse).toList(),
          Long.parseLong(JsonLine.text(json, "position")),
          counts);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new StoreException.Damaged("an erasure that was begun cannot be read", null);
    }
  }

  /** Without contacts. */
  @Override
  public String toString() {
    return "PendingErasure[" + id + "]";
  }
}
