package dev.touchstone.odata.query;

import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.JsonForm;
import dev.touchstone.odata.metadata.InteractionProperties;
import dev.touchstone.odata.metadata.Metadata;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes interactions as entities. Absent values are left out, or null where they were selected.
 *
 * <p>A value that is not of its property's type is null, and stands as it is in the annotation
 * {@code property@touchstone.text}: a typed client reads on, and nothing is lost.
 */
final class EntityWriter {
  private static final String AS_TEXT = "@touchstone.text";
  private static final String TYPE_OF = "@odata.type";

  private final JsonGenerator out;
  private final InteractionProperties properties;
  private final Map<TypeName, String> spellings;
  private final Set<String> select;
  private final JsonForm form;
  private final String root;

  /**
   * @param select the properties that are wanted; empty for all
   * @param root the address of the service with its last slash
   */
  EntityWriter(
      JsonGenerator out,
      InteractionProperties properties,
      Map<TypeName, String> spellings,
      Set<String> select,
      JsonForm form,
      String root) {
    this.out = out;
    this.properties = properties;
    this.spellings = spellings;
    this.select = select;
    this.form = form;
    this.root = root;
  }

  /** Writes the members of an entity; the object's braces are the caller's. */
  void members(Interaction row) {
    String key = EntityKey.of(row);
    if (form.isFull()) {
      Json.control(out, root, Metadata.INTERACTIONS, "interaction", key);
    }
    text(InteractionProperties.KEY, key);
    text(InteractionProperties.CONTACT, row.contact().value());
    text(InteractionProperties.TYPE, spellings.getOrDefault(row.type(), row.type().value()));
    if (isWanted(InteractionProperties.TIMESTAMP)) {
      moment(InteractionProperties.TIMESTAMP, row.timestamp());
    }
    text(InteractionProperties.ID, row.id().value());
    if (isWanted(InteractionProperties.VERSION)) {
      integer(InteractionProperties.VERSION, row.version());
    }
    if (select.isEmpty()) {
      fields(row.fields());
    } else {
      selected(row.fields());
    }
  }

  private void fields(Fields fields) {
    for (int i = 0; i < fields.size(); i++) {
      String column = fields.name(i);
      value(properties.propertyOf(column), column, fields.value(i));
    }
  }

  private void selected(Fields fields) {
    for (String name : select) {
      if (InteractionProperties.IDENTITY.contains(name)) {
        continue;
      }
      String column = properties.columnOf(name);
      String value = fields.get(column);
      if (value == null) {
        out.writeNullProperty(name);
      } else {
        value(name, column, value);
      }
    }
  }

  private boolean isWanted(String name) {
    return select.isEmpty() || select.contains(name);
  }

  private void text(String name, String value) {
    if (isWanted(name)) {
      out.writeStringProperty(name, value);
    }
  }

  private void value(String name, String column, String value) {
    boolean written =
        switch (properties.dataType(column)) {
          case STRING, GUID -> {
            out.writeStringProperty(name, value);
            yield true;
          }
          case INT64 -> integer(name, value);
          case DOUBLE -> number(name, value);
          case DATE_TIME -> moment(name, value);
        };
    if (!written) {
      out.writeStringProperty(name + AS_TEXT, value);
      out.writeNullProperty(name);
    }
  }

  private boolean integer(String name, String value) {
    try {
      integer(name, Long.parseLong(value));
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void integer(String name, long value) {
    type(name, "#Int64");
    Json.int64(out, form, name, value);
  }

  /** Says the type of the property that follows, for those JSON does not tell. */
  private void type(String name, String type) {
    if (form.isFull()) {
      out.writeStringProperty(name + TYPE_OF, type);
    }
  }

  private boolean number(String name, String value) {
    Double number = finite(value);
    if (number != null) {
      out.writeNumberProperty(name, number.doubleValue());
    }
    return number != null;
  }

  private static @Nullable Double finite(String value) {
    try {
      double number = value.length() > 64 ? Double.NaN : Double.parseDouble(value);
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private boolean moment(String name, String value) {
    try {
      moment(name, Timestamp.parse(value));
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  private void moment(String name, Instant value) {
    type(name, "#DateTimeOffset");
    out.writeStringProperty(name, Timestamp.format(value));
  }
}
