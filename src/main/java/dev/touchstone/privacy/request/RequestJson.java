package dev.touchstone.privacy.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.JsonLine;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.request.SubjectRequest.Event;
import dev.touchstone.store.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Requests as JSON: as they are stored, and as they are shown. */
public final class RequestJson {
  private RequestJson() {}

  /** A request as it is shown: with the ids of contacts that are still known, and the days left. */
  public static String show(SubjectRequest request, List<ContactId> contacts, Instant now) {
    return JsonLine.of(
        json -> {
          write(json, request);
          JsonLine.writeTexts(json, "ids", contacts.stream().map(ContactId::value).toList());
          if (request.isOpen()) {
            json.writeNumberProperty("daysLeft", request.daysLeft(now));
          }
        });
  }

  /** A list as it is shown: without ids of contacts. */
  public static String list(SubjectRequests.Listed listed, Instant now) {
    return JsonLine.of(
        json -> {
          json.writeArrayPropertyStart("requests");
          for (SubjectRequest request : listed.requests()) {
            json.writeStartObject();
            write(json, request);
            if (request.isOpen()) {
              json.writeNumberProperty("daysLeft", request.daysLeft(now));
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeNumberProperty("total", listed.total());
        });
  }

  static byte[] encode(SubjectRequest request) {
    return JsonLine.of(json -> write(json, request)).getBytes(UTF_8);
  }

  private static void write(JsonGenerator json, SubjectRequest request) {
    json.writeStringProperty("id", request.id());
    json.writeStringProperty("right", request.right().text());
    json.writeStringProperty("state", request.state().text());
    json.writeStringProperty("received", request.received().toString());
    json.writeStringProperty("due", request.due().toString());
    JsonLine.writeTexts(json, "contacts", request.contacts());
    json.writeArrayPropertyStart("history");
    for (Event event : request.history()) {
      json.writeStartObject();
      json.writeStringProperty("time", event.time().toString());
      json.writeStringProperty("caller", event.caller());
      json.writeStringProperty("step", event.step().text());
      json.writeStringProperty("reason", event.reason().text());
      if (!event.answer().isEmpty()) {
        json.writeStringProperty("answer", event.answer());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * Reads a stored request.
   *
   * @throws StoreException.Damaged if it is none; the message holds nothing of it
   */
  static SubjectRequest decode(byte[] bytes) {
    try {
      Map<String, @Nullable Object> json = JsonTree.object(new String(bytes, UTF_8));
      List<Event> history = new ArrayList<>();
      if (json.get("history") instanceof List<?> events) {
        events.forEach(event -> history.add(event(event)));
      }
      return new SubjectRequest(
          JsonLine.text(json, "id"),
          Right.parse(JsonLine.text(json, "right")),
          JsonLine.texts(json, "contacts"),
          Instant.parse(JsonLine.text(json, "received")),
          Instant.parse(JsonLine.text(json, "due")),
          RequestState.valueOf(JsonLine.text(json, "state").toUpperCase(Locale.ROOT)),
          history);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new StoreException.Damaged("a request of a data subject cannot be read", null);
    }
  }

  private static Event event(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("no event");
    }
    return new Event(
        Instant.parse(text(map, "time")),
        text(map, "caller"),
        Step.valueOf(text(map, "step").toUpperCase(Locale.ROOT)),
        Reason.parse(text(map, "reason")),
        map.containsKey("answer") ? text(map, "answer") : "");
  }

  private static String text(Map<?, ?> map, String name) {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no " + name);
  }
}
