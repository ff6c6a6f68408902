package dev.touchstone.odata.query;

import dev.touchstone.odata.query.Filter.Literal;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conditions of a query in FetchXML: {@code filter} of type {@code and} and {@code or},
 * and {@code condition} with the operators eq, in and null. Columns, order and top are passed over:
 * the sets that take FetchXML have a row or none.
 */
final class FetchXml {
  private static final int MAX_LENGTH = 16 * 1024;
  private static final XMLInputFactory XML = factory();

  private final XMLStreamReader in;
  private final String entity;
  private boolean entityFound;
  private int depth;

  private FetchXml(XMLStreamReader in, String entity) {
    this.in = in;
    this.entity = entity;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    return factory;
  }

  /**
   * Reads the filter of a query.
   *
   * @param entity the entity that the query must ask for
   * @throws dev.touchstone.odata.ODataException if the text is no FetchXML, asks for another
   *     entity, or needs what is not offered
   */
  static Filter parse(String text, String entity) {
    if (text.length() > MAX_LENGTH) {
      throw malformed("it has more than %,d characters".formatted(MAX_LENGTH));
    }
    try {
      XMLStreamReader in = XML.createXMLStreamReader(new StringReader(text));
      return new FetchXml(in, entity).fetch();
    } catch (XMLStreamException e) {
      throw malformed("it is not well-formed XML");
    }
  }

  private Filter fetch() throws XMLStreamException {
    in.nextTag();
    if (!in.getLocalName().equals("fetch")) {
      throw malformed("it does not begin with <fetch>");
    }
    List<Filter> terms = terms();
    while (in.hasNext()) {
      in.next();
    }
    if (!entityFound) {
      throw malformed("it names no <entity name=\"" + entity + "\">");
    }
    return new Filter.And(terms);
  }

  /** What the children of the current element demand. */
  private List<Filter> terms() throws XMLStreamException {
    depth++;
    if (depth > FilterParser.MAX_DEPTH) {
      throw malformed("it nests deeper than " + FilterParser.MAX_DEPTH + " levels");
    }
    List<Filter> terms = new ArrayList<>();
    while (in.next() != XMLStreamReader.END_ELEMENT) {
      if (in.isStartElement()) {
        element(terms);
      }
    }
    depth--;
    return terms;
  }

  private void element(List<Filter> terms) throws XMLStreamException {
    switch (in.getLocalName()) {
      case "entity" -> {
        entityFound = entity.equals(attribute("name"));
        terms.addAll(terms());
      }
      case "filter" -> {
        boolean or = "or".equals(attribute("type"));
        List<Filter> inner = terms();
        terms.add(or && !inner.isEmpty() ? new Filter.Or(inner) : new Filter.And(inner));
      }
      case "condition" -> terms.add(condition());
      case "attribute", "all-attributes", "order" -> terms();
      default ->
          throw QueryError.unsupported(
              "The FetchXML element '%s' is not supported; supported are entity, attribute,"
                      .formatted(QueryError.shown(in.getLocalName()))
                  + " all-attributes, order, filter and condition.");
    }
  }

  private Filter condition() throws XMLStreamException {
    String name = attribute("attribute");
    String operator = attribute("operator");
    String value = attribute("value");
    List<Literal> values = new ArrayList<>();
    if (value != null) {
      values.add(literal(value));
    }
    while (in.next() != XMLStreamReader.END_ELEMENT) {
      if (in.isStartElement()) {
        values.add(literal(in.getElementText()));
      }
    }
    if (name == null || operator == null) {
      throw malformed("a <condition> lacks its attribute or operator");
    }
    return switch (operator) {
      case "eq", "in" -> new Filter.In(name, values);
      case "null" ->
          new Filter.Comparison(
              name, Filter.Operator.EQ, new Literal(Literal.Kind.NULL, "null", 0));
      default ->
          throw QueryError.unsupported(
              "The FetchXML operator '%s' is not supported; supported are eq, in and null."
                  .formatted(QueryError.shown(operator)));
    };
  }

  /** FetchXML does not say what type a value has: digits are taken for a number. */
  private static Literal literal(String text) {
    boolean number = text.matches("-?[0-9]{1,9}");
    return new Literal(number ? Literal.Kind.NUMBER : Literal.Kind.STRING, text, 0);
  }

  private @Nullable String attribute(String name) {
    return in.getAttributeValue(null, name);
  }

  private static dev.touchstone.odata.ODataException malformed(String why) {
    return QueryError.bad("The FetchXML cannot be read: " + why + ".");
  }
}
