package dev.touchstone.cli;

import dev.touchstone.backup.BackupReport;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a backup came to, wherever it was made. */
record BackupFigures(
    String id,
    String ledger,
    long files,
    long bytes,
    long copiedFiles,
    long copiedBytes,
    Duration elapsed) {

  static BackupFigures of(BackupReport report) {
    return new BackupFigures(
        report.backup().id(),
        report.backup().ledger(),
        report.backup().files().size(),
        report.backup().bytes(),
        report.copiedFiles(),
        report.copiedBytes(),
        report.elapsed());
  }

  /** As a server answers it. */
  static BackupFigures of(Map<?, ?> last) {
    return new BackupFigures(
        text(last, "id"),
        text(last, "ledger"),
        number(last, "files"),
        number(last, "bytes"),
        number(last, "copiedFiles"),
        number(last, "copiedBytes"),
        Duration.ofMillis(number(last, "milliseconds")));
  }

  private static String text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  static long number(Map<?, ? extends @Nullable Object> object, String name) {
    try {
      return Long.parseLong(text(object, name));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  String words(String where) {
    return "Backup %s in %s: %s of %s; %s of %s copied, the others were there; %s"
        .formatted(
            id,
            where,
            Figures.count(files, "file"),
            Figures.bytes(bytes),
            Figures.count(copiedFiles),
            Figures.bytes(copiedBytes),
            Figures.duration(elapsed));
  }

  String toJson(String where) {
    return Json.toString(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("id", id);
          json.writeStringProperty("folder", where);
          json.writeStringProperty("ledger", ledger);
          json.writeNumberProperty("files", files);
          json.writeNumberProperty("bytes", bytes);
          json.writeNumberProperty("copiedFiles", copiedFiles);
          json.writeNumberProperty("copiedBytes", copiedBytes);
          json.writeNumberProperty("milliseconds", elapsed.toMillis());
          json.writeEndObject();
        });
  }
}
