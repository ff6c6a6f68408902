package dev.touchstone.privacy.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.JsonLine;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.request.SubjectRequest.Event;
import dev.touchstone.privacy.request.SubjectRequests.Listed;
import dev.touchstone.privacy.request.SubjectRequests.Shown;
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

  /** A request as it is shown to who may know who asks. */
  public static String show(Shown shown, Instant now) {
    return JsonLine.of(
        json -> {
          write(json, shown.request());
          writeTime(json, shown.request(), now);
          JsonLine.writeTexts(
              json, "ids", shown.contacts().stream().map(ContactId::value).toList());
          if (shown.address() != null) {
            json.writeStringProperty("email", shown.address());
          }
        });
  }

  /** A request as a list has it: it does not say who asks. */
  public static String show(SubjectRequest request, Instant now) {
    return JsonLine.of(json -> writeListed(json, request, now));
  }

  public static String list(Listed listed, Instant now) {
    return JsonLine.of(
        json -> {
          json.writeArrayPropertyStart("requests");
          for (SubjectRequest request : listed.requests()) {
            json.writeStartObject();
            writeListed(json, request, now);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (listed.next() != null) {
            json.writeStringProperty("next", listed.next());
          }
        });
  }

  private static void writeListed(JsonGenerator json, SubjectRequest request, Instant now) {
    write(json, request);
    writeTime(json, request, now);
  }

  private static void writeTime(JsonGenerator json, SubjectRequest request, Instant now) {
    if (request.isOpen()) {
      json.writeNumberProperty("daysLeft", request.daysLeft(now));
      json.writeBooleanProperty("overdue", request.isOverdue(now));
    }
  }

  /**
   * A request as the person's package has it: who else asked stays a keyed hash.
   *
   * @param email from which it came; empty for none
   */
  static String tell(SubjectRequest request, String email) {
    return JsonLine.of(
        json -> {
          write(json, request);
          writeUnlessEmpty(json, "email", email);
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
    writeUnlessEmpty(json, "address", request.address());
    json.writeArrayPropertyStart("history");
    for (Event event : request.history()) {
      json.writeStartObject();
      json.writeStringProperty("time", event.time().toString());
      json.writeStringProperty("caller", event.caller());
      json.writeStringProperty("step", event.step().text());
      json.writeStringProperty("reason", event.reason().text());
      if (!event.contacts().isEmpty()) {
        JsonLine.writeTexts(json, "contacts", event.contacts());
      }
      writeUnlessEmpty(json, "answer", event.answer());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeUnlessEmpty(JsonGenerator json, String name, String text) {
    if (!text.isEmpty()) {
      json.writeStringProperty(name, text);
    }
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
          text(json, "id"),
          Right.parse(text(json, "right")),
          texts(json, "contacts"),
          textOrEmpty(json, "address"),
          Instant.parse(text(json, "received")),
          Instant.parse(text(json, "due")),
          RequestState.valueOf(text(json, "state").toUpperCase(Locale.ROOT)),
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
        map.containsKey("contacts") ? texts(map, "contacts") : List.of(),
        textOrEmpty(map, "answer"));
  }

  private static String text(Map<?, ?> map, String name) {
    if (map.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no " + name);
  }

  private static String textOrEmpty(Map<?, ?> map, String name) {
    return map.containsKey(name) ? text(map, name) : "";
  }

  private static List<String> texts(Map<?, ?> map, String name) {
    if (map.get(name) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException("no " + name);
  }
}
