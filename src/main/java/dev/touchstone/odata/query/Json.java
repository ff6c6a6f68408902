package dev.touchstone.odata.query;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** How answers of this package are written: OData's JSON, as UTF-8, straight to the stream. */
final class Json {
  static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json; odata.metadata=minimal", "OData-Version", "4.0");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private Json() {}

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
