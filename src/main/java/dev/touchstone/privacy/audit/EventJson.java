package dev.touchstone.privacy.audit;

import dev.touchstone.config.JsonTree;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An event as a JSON object on one line. */
public final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();

  private EventJson() {}

  /** Without a line end. */
  public static String encode(AuditEvent event) {
    StringWriter text = new StringWriter(300);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("time", event.time().toString());
      json.writeStringProperty("caller", event.caller());
      json.writeStringProperty("action", event.action().text());
      json.writeStringProperty("what", event.what());
      json.writeArrayPropertyStart("contacts");
      event.contacts().forEach(json::writeString);
      json.writeEndArray();
      json.writeNumberProperty("rows", event.rows());
      json.writeBooleanProperty("complete", event.complete());
      json.writeStringProperty("reason", event.reason());
      json.writeStringProperty("request", event.request());
      json.writeEndObject();
    }
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException if it is no event
   */
  static AuditEvent decode(String line) {
    Map<String, @Nullable Object> object = JsonTree.object(line);
    try {
      return new AuditEvent(
          Instant.parse(text(object, "time")),
          text(object, "caller"),
          AuditAction.parse(text(object, "action")),
          text(object, "what"),
          contacts(object.get("contacts")),
          Long.parseLong(text(object, "rows")),
          Boolean.TRUE.equals(object.get("complete")),
          text(object, "reason"),
          text(object, "request"));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time", e);
    }
  }

  private static List<String> contacts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException("no contacts");
  }

  private static String text(Map<String, @Nullable Object> object, String name) {
    if (object.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no " + name);
  }
}
