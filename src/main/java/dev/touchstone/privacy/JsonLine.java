package dev.touchstone.privacy;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON objects on one line. */
public final class JsonLine {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonLine() {}

  /** An object, without a line end. */
  public static String of(Consumer<JsonGenerator> members) {
    StringWriter text = new StringWriter(300);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  public static void writeTexts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  public static void writeNumbers(JsonGenerator json, String name, Map<String, Long> numbers) {
    json.writeObjectPropertyStart(name);
    numbers.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }

  public static String text(Map<String, @Nullable Object> json, String name) {
    if (json.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no " + name);
  }

  public static List<String> texts(Map<String, @Nullable Object> json, String name) {
    if (json.get(name) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IllegalArgumentException("no " + name);
  }

  public static Map<String, Long> numbers(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("no object of numbers");
    }
    Map<String, Long> numbers = new TreeMap<>();
    map.forEach((name, number) -> numbers.put(name.toString(), Long.valueOf(number.toString())));
    return numbers;
  }
}
