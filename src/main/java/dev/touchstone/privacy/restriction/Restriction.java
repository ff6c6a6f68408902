package dev.touchstone.privacy.restriction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.JsonLine;
import dev.touchstone.privacy.Reason;
import dev.touchstone.store.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That the processing of a contact is restricted.
 *
 * @param since from when on, to the millisecond
 * @param by who said so: the id of a key, an application or a user, or {@code command line}
 * @param reason as they gave it
 */
public record Restriction(ContactId contact, Instant since, String by, Reason reason) {
  /** The longest ago first. */
  static final Comparator<Restriction> OLDEST_FIRST =
      Comparator.comparing(Restriction::since).thenComparing(it -> it.contact().value());

  /** As one line of JSON, without a line end. */
  public String text() {
    return JsonLine.of(
        json -> {
          json.writeStringProperty("contact", contact.value());
          json.writeStringProperty("since", since.toString());
          json.writeStringProperty("by", by);
          json.writeStringProperty("reason", reason.text());
        });
  }

  byte[] encode() {
    return text().getBytes(UTF_8);
  }

  /**
   * Reads one line of JSON.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Restriction parse(String text) {
    Map<String, @Nullable Object> json = JsonTree.object(text);
    try {
      return new Restriction(
          ContactId.parse(JsonLine.text(json, "contact")),
          Instant.parse(JsonLine.text(json, "since")),
          JsonLine.text(json, "by"),
          Reason.parse(JsonLine.text(json, "reason")));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no moment", e);
    }
  }

  /**
   * @throws StoreException.Damaged if it is none; the message holds nothing of it
   */
  static Restriction decode(byte[] bytes) {
    try {
      return parse(new String(bytes, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new StoreException.Damaged("a restriction cannot be read", null);
    }
  }

  /** Without the contact. */
  @Override
  public String toString() {
    return "Restriction[" + since + "]";
  }
}
