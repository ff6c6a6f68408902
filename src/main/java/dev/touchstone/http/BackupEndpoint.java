package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.access.Permission;
import dev.touchstone.backup.BackupReport;
import dev.touchstone.backup.BackupService;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Backups of the store that this server has open: {@code POST /v1/backups} begins one, {@code GET}
 * tells how far it is. Where they go is a setting of the operator's, never a caller's choice.
 */
public final class BackupEndpoint {
  static final String PATH = "/v1/backups";

  private static final JsonFactory JSON = new JsonFactory();

  private final @Nullable BackupService backups;

  /**
   * @param backups null where the operator has named no folder for them
   */
  public BackupEndpoint(@Nullable BackupService backups) {
    this.backups = backups;
  }

  public List<Route> routes() {
    return List.of(new Route(PATH, Set.of("GET", "HEAD", "POST"), Permission.BACKUP, this::answer));
  }

  private Answer answer(Exchange exchange) throws IOException {
    if (backups == null) {
      return ODataError.http(
              409,
              "This server has no folder for backups; its operator names one with the setting"
                  + " backup.folder.")
          .answer();
    }
    if (!exchange.method().equals("POST")) {
      return state(backups, 200);
    }
    return backups.start()
        ? state(backups, 202)
        : ODataError.http(409, "A backup is under way already; GET tells how far it is.").answer();
  }

  private static Answer state(BackupService backups, int status) throws IOException {
    BackupService.State state = backups.state();
    List<String> ids = backups.ids();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("folder", backups.folder().toString());
      json.writeBooleanProperty("running", state.isRunning());
      json.writeNumberProperty("doneBytes", state.done());
      json.writeNumberProperty("totalBytes", state.total());
      json.writeStringProperty("failure", state.failure());
      json.writeName("last");
      write(json, state.last());
      json.writeArrayPropertyStart("backups");
      ids.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    byte[] body = text.toString().getBytes(UTF_8);
    return new Answer(status, Map.of("Content-Type", "application/json"), out -> out.write(body));
  }

  private static void write(JsonGenerator json, @Nullable BackupReport report) {
    if (report == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringProperty("id", report.backup().id());
    json.writeStringProperty("made", report.backup().made().toString());
    json.writeStringProperty("ledger", report.backup().ledger());
    json.writeNumberProperty("files", report.backup().files().size());
    json.writeNumberProperty("bytes", report.backup().bytes());
    json.writeNumberProperty("copiedFiles", report.copiedFiles());
    json.writeNumberProperty("copiedBytes", report.copiedBytes());
    json.writeNumberProperty("milliseconds", report.elapsed().toMillis());
    json.writeEndObject();
  }
}
