package dev.touchstone.odata.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.metadata.Schema.Member;
import dev.touchstone.odata.metadata.Schema.Operation;
import dev.touchstone.odata.metadata.Schema.OperationKind;
import dev.touchstone.odata.metadata.Schema.StructuredType;
import dev.touchstone.odata.metadata.Schema.ValueType;
import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a schema as CSDL 4.0 in XML. */
final class CsdlXml {
  private static final String EDMX = "http://docs.oasis-open.org/odata/ns/edmx";
  private static final String EDM = "http://docs.oasis-open.org/odata/ns/edm";
  private static final XMLOutputFactory XML = XMLOutputFactory.newDefaultFactory();

  private final Schema schema;
  private final XMLStreamWriter out;

  private CsdlXml(Schema schema, XMLStreamWriter out) {
    this.schema = schema;
    this.out = out;
  }

  static byte[] write(Schema schema) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter out = XML.createXMLStreamWriter(bytes, UTF_8.name());
      new CsdlXml(schema, out).document();
      out.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the model cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private void document() throws XMLStreamException {
    out.writeStartDocument(UTF_8.name(), "1.0");
    out.writeStartElement("edmx", "Edmx", EDMX);
    out.writeNamespace("edmx", EDMX);
    out.writeAttribute("Version", "4.0");
    out.writeStartElement("edmx", "DataServices", EDMX);
    schema();
    out.writeEndElement();
    out.writeEndElement();
    out.writeEndDocument();
  }

  private void schema() throws XMLStreamException {
    start("Schema");
    out.writeDefaultNamespace(EDM);
    attributes("Namespace", schema.namespace(), "Alias", schema.alias());
    for (Schema.EnumType type : schema.enumTypes()) {
      enumType(type);
    }
    for (StructuredType type : schema.complexTypes()) {
      structuredType("ComplexType", type);
    }
    for (StructuredType type : schema.entityTypes()) {
      structuredType("EntityType", type);
    }
    for (Operation action : schema.operations(OperationKind.ACTION)) {
      operation("Action", action);
    }
    for (Operation function : schema.operations(OperationKind.FUNCTION)) {
      operation("Function", function);
    }
    container();
    out.writeEndElement();
  }

  private void enumType(Schema.EnumType type) throws XMLStreamException {
    start("EnumType", "Name", type.name());
    for (int value = 0; value < type.members().size(); value++) {
      empty("Member", "Name", type.members().get(value), "Value", Integer.toString(value));
    }
    out.writeEndElement();
  }

  private void structuredType(String element, StructuredType type) throws XMLStreamException {
    start(element, "Name", type.name());
    if (type.open()) {
      attributes("OpenType", "true");
    }
    String key = type.key();
    if (key != null) {
      start("Key");
      empty("PropertyRef", "Name", key);
      out.writeEndElement();
    }
    for (Member property : type.properties()) {
      empty("Property", "Name", property.name());
      type(property.type());
    }
    out.writeEndElement();
  }

  private void operation(String element, Operation operation) throws XMLStreamException {
    start(element, "Name", operation.name());
    for (Member parameter : operation.parameters()) {
      empty("Parameter", "Name", parameter.name());
      type(parameter.type());
    }
    empty("ReturnType");
    type(operation.returned());
    out.writeEndElement();
  }

  private void container() throws XMLStreamException {
    start("EntityContainer", "Name", schema.container().name());
    for (Schema.EntitySet set : schema.container().entitySets()) {
      empty("EntitySet", "Name", set.name(), "EntityType", schema.qualified(set.entityType()));
    }
    for (Operation action : schema.operations(OperationKind.ACTION)) {
      empty("ActionImport", "Name", action.name(), "Action", schema.qualified(action.name()));
    }
    for (Operation function : schema.operations(OperationKind.FUNCTION)) {
      empty(
          "FunctionImport",
          "Name",
          function.name(),
          "Function",
          schema.qualified(function.name()),
          "IncludeInServiceDocument",
          "false");
    }
    out.writeEndElement();
  }

  private void type(ValueType type) throws XMLStreamException {
    String name = schema.reference(type);
    attributes("Type", type.collection() ? "Collection(" + name + ")" : name);
    if (!type.nullable()) {
      attributes("Nullable", "false");
    }
    if (type.ascii()) {
      attributes("Unicode", "false");
    }
    if (type.precision() > 0) {
      attributes("Precision", Integer.toString(type.precision()));
    }
  }

  private void start(String element, String... attributes) throws XMLStreamException {
    out.writeStartElement(element);
    attributes(attributes);
  }

  private void empty(String element, String... attributes) throws XMLStreamException {
    out.writeEmptyElement(element);
    attributes(attributes);
  }

  private void attributes(String... namesAndValues) throws XMLStreamException {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      out.writeAttribute(namesAndValues[i], namesAndValues[i + 1]);
    }
  }
}
