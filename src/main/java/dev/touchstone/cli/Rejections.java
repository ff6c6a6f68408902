package dev.touchstone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The first rows that an import rejected, as its folder of rejected rows tells them. */
final class Rejections {
  private static final String FILE = "rejections.ndjson";
  private static final int SHOWN = 20;

  private Rejections() {}

  /** Shows the first rejections and what to do with the folder. */
  static void show(Console console, Path folder, long count, String dataOption) throws IOException {
    Style style = console.outStyle();
    console.say(
        style.yellow(Figures.count(count, "row") + (count == 1 ? " was" : " were") + " rejected:"));
    for (Map<String, String> rejection : first(folder.resolve(FILE))) {
      console.say("  " + style.bold(place(rejection)) + "  " + Table.harmless(reason(rejection)));
    }
    if (count > SHOWN) {
      console.say(
          "  … and %s more, all in %s"
              .formatted(Figures.count(count - SHOWN), folder.resolve(FILE)));
    }
    console.say("");
    console.say("The rejected rows are in %s. Mend them there, then:".formatted(folder));
    console.say("  touchstone import %s%s".formatted(quoted(folder), dataOption));
  }

  private static String place(Map<String, String> rejection) {
    return rejection.getOrDefault("blob", "?") + ":" + rejection.getOrDefault("line", "?");
  }

  private static String reason(Map<String, String> rejection) {
    String column = rejection.get("column");
    String reason = rejection.getOrDefault("reason", "");
    return column == null ? reason : column + ": " + reason;
  }

  private static List<Map<String, String>> first(Path file) throws IOException {
    List<Map<String, String>> rejections = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine();
          line != null && rejections.size() < SHOWN;
          line = lines.readLine()) {
        rejections.add(texts(line));
      }
    }
    return rejections;
  }

  /** The texts and numbers of an object, without what is nested in it. */
  private static Map<String, String> texts(String line) {
    Map<String, String> texts = new LinkedHashMap<>();
    try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
          texts.put(name, json.getString());
        }
        json.skipChildren();
      }
    }
    return texts;
  }

  /** As a shell takes it. */
  static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9_./~-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
