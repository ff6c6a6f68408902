package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.ingest.ImportCounts;
import dev.touchstone.ingest.IntakeEnd;
import dev.touchstone.ingest.IntakeReport;
import dev.touchstone.ingest.IntakeReport.Place;
import dev.touchstone.ingest.IntakeReport.RejectedRow;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.store.StoreException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a sender of rows is told: always the same members, and an {@code error} in the form of every
 * other error before them where the rows were not all read, or none of them was taken.
 */
final class IntakeAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private IntakeAnswer() {}

  static Answer of(IntakeReport report) {
    @Nullable ODataError error = error(report);
    byte[] body = body(report, error);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    if (error != null) {
      headers.putAll(error.headers());
    }
    int status = error == null ? status(report.counts()) : error.status();
    return new Answer(status, headers, out -> out.write(body));
  }

  private static int status(ImportCounts counts) {
    return counts.rejected() == 0 ? 200 : 207;
  }

  private static @Nullable ODataError error(IntakeReport report) {
    ImportCounts counts = report.counts();
    return switch (report.end()) {
      case IntakeEnd.Complete complete ->
          counts.rejected() > 0 && counts.rejected() == counts.read()
              ? ODataError.payload(422, "None of the rows was taken; 'rejections' says why.")
              : null;
      case IntakeEnd.Broken broken ->
          ODataError.payload(
              broken.failure().isTooLarge() ? 413 : 400,
              "The rows cannot be read to their end: %s. %s"
                  .formatted(broken.failure().getMessage(), acknowledged(report)));
      case IntakeEnd.Unreadable unreadable ->
          unreadable.failure().getCause() instanceof TimeoutException
              ? ODataError.http(
                  408, "The rest of the rows did not come in time. " + acknowledged(report))
              : ODataError.http(
                  400, "The body of the request cannot be read. " + acknowledged(report));
      case IntakeEnd.StoreFailed failed -> error(failed.failure(), report);
    };
  }

  private static ODataError error(StoreException failure, IntakeReport report) {
    ODataError error = ODataError.of(failure);
    String unknown =
        failure instanceof StoreException.OutcomeUnknown
            ? " Some of them may be stored already: sending a row again never stores it twice."
            : "";
    return new ODataError(
        error.status(),
        error.code(),
        error.message() + " " + acknowledged(report) + unknown,
        error.headers());
  }

  private static String acknowledged(IntakeReport report) {
    Place place = report.acknowledged();
    return place.row() == 0
        ? "No row is acknowledged; send all of them again."
        : "Rows up to number %,d, on line %,d, are acknowledged; send those behind it again."
            .formatted(place.row(), place.line());
  }

  /** Texts may hold half of a surrogate pair, which has no UTF-8: it becomes a question mark. */
  private static byte[] body(IntakeReport report, @Nullable ODataError error) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      if (error != null) {
        json.writeObjectPropertyStart("error");
        json.writeStringProperty("code", error.code());
        json.writeStringProperty("message", error.message());
        json.writeEndObject();
      }
      write(json, report.counts());
      json.writeNumberProperty("withoutContact", report.withoutContact());
      json.writeNumberProperty("derivedIds", report.derivedIds());
      write(json, "unknownTypes", report.unknownTypes());
      write(json, "unknownColumns", report.unknownColumns());
      json.writeBooleanProperty("complete", report.end() instanceof IntakeEnd.Complete);
      json.writeObjectPropertyStart("acknowledged");
      write(json, report.acknowledged());
      json.writeEndObject();
      write(json, "conflicts", report.conflicts());
      write(json, "erasedRows", report.erased());
      json.writeArrayPropertyStart("rejections");
      report.rejected().forEach(row -> write(json, row));
      json.writeEndArray();
      json.writeNumberProperty("rejectionsLeftOut", report.rejectedLeftOut());
      json.writeEndObject();
    }
    return text.toString().getBytes(UTF_8);
  }

  private static void write(JsonGenerator json, ImportCounts counts) {
    json.writeNumberProperty("read", counts.read());
    json.writeNumberProperty("stored", counts.stored());
    json.writeNumberProperty("repeated", counts.repeated());
    json.writeNumberProperty("superseded", counts.superseded());
    json.writeNumberProperty("conflicting", counts.conflicting());
    json.writeNumberProperty("expired", counts.expired());
    json.writeNumberProperty("erased", counts.erased());
    json.writeNumberProperty("rejected", counts.rejected());
  }

  private static void write(JsonGenerator json, String name, Map<String, Long> rows) {
    json.writeObjectPropertyStart(name);
    rows.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<Place> places) {
    json.writeArrayPropertyStart(name);
    for (Place place : places) {
      json.writeStartObject();
      write(json, place);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Place place) {
    json.writeNumberProperty("row", place.row());
    json.writeNumberProperty("line", place.line());
  }

  private static void write(JsonGenerator json, RejectedRow row) {
    json.writeStartObject();
    write(json, row.place());
    json.writeStringProperty("code", row.code().text());
    json.writeStringProperty("column", row.column());
    json.writeStringProperty("value", row.value());
    json.writeStringProperty("reason", row.reason());
    json.writeEndObject();
  }
}
