package dev.touchstone.odata.metadata;

import dev.touchstone.odata.metadata.Schema.Member;
import dev.touchstone.odata.metadata.Schema.Operation;
import dev.touchstone.odata.metadata.Schema.OperationKind;
import dev.touchstone.odata.metadata.Schema.StructuredType;
import dev.touchstone.odata.metadata.Schema.ValueType;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a schema as CSDL 4.01 in JSON. */
final class CsdlJson {
  private static final JsonFactory JSON = new JsonFactory();

  private final Schema schema;
  private final JsonGenerator out;

  private CsdlJson(Schema schema, JsonGenerator out) {
    this.schema = schema;
    this.out = out;
  }

  static byte[] write(Schema schema) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      new CsdlJson(schema, out).document();
    }
    return bytes.toByteArray();
  }

  private void document() {
    out.writeStartObject();
    out.writeStringProperty("$Version", "4.01");
    out.writeStringProperty("$EntityContainer", schema.qualified(schema.container().name()));
    out.writeObjectPropertyStart(schema.namespace());
    out.writeStringProperty("$Alias", schema.alias());
    schema.enumTypes().forEach(this::enumType);
    schema.complexTypes().forEach(type -> structuredType("ComplexType", type));
    schema.entityTypes().forEach(type -> structuredType("EntityType", type));
    schema.operations().forEach(this::operation);
    container();
    out.writeEndObject();
    out.writeEndObject();
  }

  private void enumType(Schema.EnumType type) {
    start(type.name(), "EnumType");
    for (int value = 0; value < type.members().size(); value++) {
      out.writeNumberProperty(type.members().get(value), value);
    }
    out.writeEndObject();
  }

  private void structuredType(String kind, StructuredType type) {
    start(type.name(), kind);
    if (type.open()) {
      out.writeBooleanProperty("$OpenType", true);
    }
    String key = type.key();
    if (key != null) {
      out.writeArrayPropertyStart("$Key");
      out.writeString(key);
      out.writeEndArray();
    }
    for (Member property : type.properties()) {
      out.writeObjectPropertyStart(property.name());
      type(property.type());
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  /** An operation is a list of overloads, of which each of ours has one. */
  private void operation(Operation operation) {
    out.writeArrayPropertyStart(operation.name());
    out.writeStartObject();
    out.writeStringProperty("$Kind", kind(operation));
    if (!operation.parameters().isEmpty()) {
      out.writeArrayPropertyStart("$Parameter");
      for (Member parameter : operation.parameters()) {
        out.writeStartObject();
        out.writeStringProperty("$Name", parameter.name());
        type(parameter.type());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeObjectPropertyStart("$ReturnType");
    type(operation.returned());
    out.writeEndObject();
    out.writeEndObject();
    out.writeEndArray();
  }

  private static String kind(Operation operation) {
    return switch (operation.kind()) {
      case ACTION -> "Action";
      case FUNCTION -> "Function";
    };
  }

  private void container() {
    start(schema.container().name(), "EntityContainer");
    for (Schema.EntitySet set : schema.container().entitySets()) {
      out.writeObjectPropertyStart(set.name());
      out.writeBooleanProperty("$Collection", true);
      out.writeStringProperty("$Type", schema.qualified(set.entityType()));
      out.writeEndObject();
    }
    for (Operation operation : schema.operations()) {
      out.writeObjectPropertyStart(operation.name());
      out.writeStringProperty("$" + kind(operation), schema.qualified(operation.name()));
      if (operation.kind() == OperationKind.FUNCTION) {
        out.writeBooleanProperty("$IncludeInServiceDocument", false);
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  /** In JSON a type is a string, required and single unless said otherwise. */
  private void type(ValueType type) {
    if (!type.name().equals("Edm.String")) {
      out.writeStringProperty("$Type", schema.reference(type));
    }
    if (type.collection()) {
      out.writeBooleanProperty("$Collection", true);
    }
    if (type.nullable()) {
      out.writeBooleanProperty("$Nullable", true);
    }
    if (type.ascii()) {
      out.writeBooleanProperty("$Unicode", false);
    }
    if (type.precision() > 0) {
      out.writeNumberProperty("$Precision", type.precision());
    }
  }

  private void start(String name, String kind) {
    out.writeObjectPropertyStart(name);
    out.writeStringProperty("$Kind", kind);
  }
}
