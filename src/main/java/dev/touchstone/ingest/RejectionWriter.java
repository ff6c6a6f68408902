package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes rejections, one JSON object a line. */
final class RejectionWriter implements Closeable {
  private static final JsonFactory JSON = new JsonFactory();

  private final OutputStream out;

  RejectionWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * @param lineHere where the row begins in the blob of rejected rows; null if it is not there
   */
  void write(Rejection rejection, @Nullable Long lineHere) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty("blob", rejection.blob());
      json.writeNumberProperty("line", rejection.line());
      if (lineHere == null) {
        json.writeNullProperty("rejectedLine");
      } else {
        json.writeNumberProperty("rejectedLine", lineHere);
      }
      json.writeStringProperty("code", rejection.code().text());
      json.writeStringProperty("column", rejection.column());
      json.writeStringProperty("value", rejection.value());
      json.writeStringProperty("reason", rejection.reason());
      json.writeNumberProperty("offset", rejection.bytes().offset());
      json.writeNumberProperty("length", rejection.bytes().length());
      json.writeEndObject();
    }
    out.write(line.append('\n').toString().getBytes(UTF_8));
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
