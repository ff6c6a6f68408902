package dev.touchstone.odata.soap;

import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataException;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the envelope of a call to {@code Execute}. What it says of the types of values becomes
 * JSON's: whether they fit the action is for the action to say, in the same words to everybody.
 * Document types are refused, so nothing outside of the envelope is ever read, or repeated.
 */
final class ExecuteReader {
  private static final XMLInputFactory XML = factory();
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,18})");

  private final XMLStreamReader in;

  private ExecuteReader(XMLStreamReader in) {
    this.in = in;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads an envelope.
   *
   * @throws ODataException 400 if it is none, or not of {@code Execute}
   */
  static ExecuteRequest read(byte[] envelope) {
    try {
      XMLStreamReader in = XML.createXMLStreamReader(new ByteArrayInputStream(envelope));
      try {
        return new ExecuteReader(in).envelope();
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      throw bad("The request body is not an envelope of SOAP 1.1 with a call to Execute.");
    }
  }

  private ExecuteRequest envelope() throws XMLStreamException {
    while (in.next() != XMLStreamConstants.START_ELEMENT) {
      if (in.getEventType() == XMLStreamConstants.DTD) {
        throw bad("The request body has a document type, which SOAP does not allow.");
      }
    }
    in.require(XMLStreamConstants.START_ELEMENT, Namespaces.SOAP, "Envelope");
    if (in.nextTag() == XMLStreamConstants.START_ELEMENT && in.getLocalName().equals("Header")) {
      skip();
      in.nextTag();
    }
    in.require(XMLStreamConstants.START_ELEMENT, Namespaces.SOAP, "Body");
    in.nextTag();
    in.require(XMLStreamConstants.START_ELEMENT, Namespaces.SERVICES, "Execute");
    in.nextTag();
    in.require(XMLStreamConstants.START_ELEMENT, Namespaces.SERVICES, "request");
    return request();
  }

  /** Which class a request is of is nothing to us: its name says what it is. */
  private ExecuteRequest request() throws XMLStreamException {
    String name = null;
    String arguments = "{}";
    while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
      switch (in.getLocalName()) {
        case "RequestName" -> name = in.getElementText();
        case "Parameters" -> arguments = parameters();
        default -> skip();
      }
    }
    readToEnd();
    if (name == null || name.isEmpty()) {
      throw bad("The request has no RequestName.");
    }
    return new ExecuteRequest(name, arguments);
  }

  /** An envelope that is broken behind its request is none. */
  private void readToEnd() throws XMLStreamException {
    while (in.hasNext()) {
      in.next();
    }
  }

  private String parameters() throws XMLStreamException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
        pair(json);
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private void pair(JsonGenerator json) throws XMLStreamException {
    boolean named = false;
    while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (in.getLocalName().equals("key") && !named) {
        json.writeName(in.getElementText());
        named = true;
      } else if (in.getLocalName().equals("value") && named) {
        value(json);
        named = false;
      } else {
        throw bad("A parameter of the request is not one key and then one value.");
      }
    }
    if (named) {
      json.writeNull();
    }
  }

  private void value(JsonGenerator json) throws XMLStreamException {
    String nil = in.getAttributeValue(Namespaces.INSTANCE, "nil");
    String type = type();
    if ("true".equals(nil) || "1".equals(nil)) {
      skip();
      json.writeNull();
    } else if (type.startsWith("ArrayOf")) {
      json.writeStartArray();
      while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
        single(json, in.getLocalName(), in.getElementText());
      }
      json.writeEndArray();
    } else {
      single(json, type, in.getElementText());
    }
  }

  private static void single(JsonGenerator json, String type, String text) {
    String plain = text.strip();
    boolean number =
        switch (type) {
          case "int", "long", "short", "byte", "unsignedInt", "unsignedShort", "unsignedByte" ->
              NUMBER.matcher(plain).matches();
          default -> false;
        };
    if (number) {
      json.writeNumber(Long.parseLong(plain));
    } else if (type.equals("boolean") && (plain.equals("true") || plain.equals("1"))) {
      json.writeBoolean(true);
    } else if (type.equals("boolean") && (plain.equals("false") || plain.equals("0"))) {
      json.writeBoolean(false);
    } else {
      json.writeString(text);
    }
  }

  /** The type that the value is said to be of, without its prefix; text if it is not said. */
  private String type() {
    @Nullable String type = in.getAttributeValue(Namespaces.INSTANCE, "type");
    return type == null ? "string" : type.substring(type.indexOf(':') + 1);
  }

  private void skip() throws XMLStreamException {
    for (int depth = 1; depth > 0; ) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
  }

  private static ODataException bad(String message) {
    return ODataError.payload(400, message).exception();
  }
}
