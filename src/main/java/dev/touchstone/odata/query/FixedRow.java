package dev.touchstone.odata.query;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.JsonForm;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * An object that never changes: properties in their order, whose values are texts, integers,
 * booleans, rows, and lists of these. Immutable.
 */
public final class FixedRow {
  /** A value that is absent. */
  public static final Object NULL = Optional.empty();

  private final @Nullable String type;
  private final Map<String, Object> values;
  private final Map<String, String> types;

  private FixedRow(@Nullable String type, Map<String, Object> values, Map<String, String> types) {
    this.type = type;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.types = Map.copyOf(types);
  }

  /** Puts properties together. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();

    /** A property whose type JSON tells: a text or a boolean. */
    public Builder put(String name, Object value) {
      values.put(name, value);
      return this;
    }

    /**
     * A property whose type JSON does not tell.
     *
     * @param type as {@code odata.type} writes it, such as {@code Int32} or {@code
     *     Collection(String)}
     */
    public Builder put(String name, String type, Object value) {
      types.put(name, "#" + type);
      return put(name, value);
    }

    /** An entity, whose type its set knows. */
    public FixedRow entity() {
      return new FixedRow(null, values, types);
    }

    /**
     * A value of a complex type.
     *
     * @param type its full name
     */
    public FixedRow complex(String type) {
      return new FixedRow("#" + type, values, types);
    }
  }

  /** The row as the answer of a function. */
  public Answer answer(String context, JsonForm form) {
    return new Answer(
        200,
        form.headers(),
        stream ->
            Json.write(
                stream,
                out -> {
                  out.writeStartObject();
                  Json.begin(out, form, context, Json.NO_COUNT);
                  write(out, List.of(), form);
                  out.writeEndObject();
                }));
  }

  /** A value; null if there is no such property. */
  @Nullable Object get(String property) {
    return values.get(property);
  }

  boolean has(String property) {
    return values.containsKey(property);
  }

  /**
   * Writes the properties; the object's braces are the caller's.
   *
   * @param select the properties that are wanted; empty for all
   */
  void write(JsonGenerator out, Collection<String> select, JsonForm form) {
    if (form.isFull() && type != null) {
      out.writeStringProperty("@odata.type", type);
    }
    values.forEach(
        (name, value) -> {
          if (select.isEmpty() || select.contains(name)) {
            String valueType = types.get(name);
            if (form.isFull() && valueType != null && !value.equals(NULL)) {
              out.writeStringProperty(name + "@odata.type", valueType);
            }
            out.writeName(name);
            value(out, value, form);
          }
        });
  }

  private static void value(JsonGenerator out, Object value, JsonForm form) {
    switch (value) {
      case Integer number -> out.writeNumber(number);
      case Boolean truth -> out.writeBoolean(truth);
      case Optional<?> none -> out.writeNull();
      case Collection<?> list -> {
        out.writeStartArray();
        list.forEach(element -> value(out, element, form));
        out.writeEndArray();
      }
      case FixedRow row -> {
        out.writeStartObject();
        row.write(out, List.of(), form);
        out.writeEndObject();
      }
      default -> out.writeString(value.toString());
    }
  }
}
