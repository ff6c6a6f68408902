package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small export containers. */
record ExportFolder(Path path) {
  static final String HEADER =
      "\"InteractionType\",\"Timestamp\",\"InternalMarketingInteractionId\",\"Version\","
          + "\"ContactId\",\"EmailDomain\"\r\n";

  ExportFolder blob(String type, String name, byte[] bytes) throws IOException {
    Path folder = Files.createDirectories(path.resolve("csv").resolve(type));
    Files.write(folder.resolve(name), bytes);
    return this;
  }

  ExportFolder blob(String type, String name, String text) throws IOException {
    return blob(type, name, text.getBytes(UTF_8));
  }

  /** A blob of EmailSent with {@link #HEADER} and these rows. */
  ExportFolder sent(String... rows) throws IOException {
    return blob("EmailSent", "blob", HEADER + String.join("", rows));
  }

  ExportContainer open() {
    return ExportContainer.open(path);
  }

  /** A row for {@link #HEADER}, its fields in quotes. */
  static String row(String... fields) {
    return "\"" + String.join("\",\"", fields) + "\"\r\n";
  }

  /** A good row of EmailSent whose id is the number. */
  static String good(int id) {
    return row("EmailSent", "2020-03-16T18:58:06Z", "id" + id, "1", "contact", "example.com");
  }
}
