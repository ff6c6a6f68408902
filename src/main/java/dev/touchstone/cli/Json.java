package dev.touchstone.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Output that programs read. */
final class Json {
  static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes a document of known size. */
  @FunctionalInterface
  interface Content {
    void writeTo(JsonGenerator json);
  }

  static String toString(Content content) {
    try (StringWriter text = new StringWriter()) {
      try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
        content.writeTo(json);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
