package dev.touchstone.cli;

import dev.touchstone.ingest.RejectedRows;
import dev.touchstone.ingest.Rejection;
import java.nio.file.Path;

/** The first rows that an import rejected. */
final class Rejections {
  private Rejections() {}

  /**
   * Shows the first rejections and what to do with the folder.
   *
   * @param options what the command that imports the folder needs beside its name
   */
  static void show(Console console, RejectedRows rejected, long count, String options) {
    Style style = console.outStyle();
    console.say(
        style.yellow(Figures.count(count, "row") + (count == 1 ? " was" : " were") + " rejected:"));
    for (Rejection rejection : rejected.first()) {
      String place = rejection.blob() + ":" + rejection.line();
      console.say(
          "  " + style.bold(Table.harmless(place)) + "  " + Table.harmless(reason(rejection)));
    }
    Path folder = rejected.folder().orElse(null);
    long more = count - rejected.first().size();
    if (more > 0) {
      console.say(
          "  … and %s more%s"
              .formatted(
                  Figures.count(more),
                  folder == null ? "" : ", all in " + folder.resolve(RejectedRows.REJECTIONS)));
    }
    if (folder != null) {
      console.say("");
      console.say("The rejected rows are in %s. Mend them there, then:".formatted(folder));
      console.say("  touchstone import %s%s".formatted(quoted(folder), options));
    }
  }

  private static String reason(Rejection rejection) {
    String column = rejection.column();
    return column == null ? rejection.reason() : column + ": " + rejection.reason();
  }

  /** As a shell takes it. */
  static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./~-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
