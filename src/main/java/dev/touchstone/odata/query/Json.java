package dev.touchstone.odata.query;

import dev.touchstone.odata.JsonForm;
import dev.touchstone.odata.metadata.Metadata;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** How answers of this package are written: OData's JSON, as UTF-8, straight to the stream. */
final class Json {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  /** Stands for a count that nobody asked for. */
  static final long NO_COUNT = -1;

  private Json() {}

  /**
   * Writes what an object begins with: its context URL and its count, each if it is to be there.
   */
  static void begin(JsonGenerator out, JsonForm form, String context, long count) {
    if (form.hasContext()) {
      out.writeStringProperty("@odata.context", context);
    }
    if (count != NO_COUNT) {
      int64(out, form, "@odata.count", count);
    }
  }

  /** Writes what a caller that wants all control information is told of an entity. */
  static void control(JsonGenerator out, String root, String set, String type, String key) {
    String id = root + set + "('" + key.replace("'", "''") + "')";
    out.writeStringProperty("@odata.type", "#" + Metadata.NAMESPACE + "." + type);
    out.writeStringProperty("@odata.id", id);
    out.writeStringProperty("@odata.readLink", id);
  }

  /** Writes a value of Edm.Int64. */
  static void int64(JsonGenerator out, JsonForm form, String name, long value) {
    if (form.int64AsText()) {
      out.writeStringProperty(name, Long.toString(value));
    } else {
      out.writeNumberProperty(name, value);
    }
  }

  /**
   * Writes one document and leaves the stream open. Where that fails the document stays unfinished:
   * a part must never look like the whole.
   */
  static void write(OutputStream stream, Consumer<JsonGenerator> document) throws IOException {
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), stream)) {
      document.accept(out);
    } catch (JacksonIOException e) {
      throw e.getCause();
    }
  }
}
