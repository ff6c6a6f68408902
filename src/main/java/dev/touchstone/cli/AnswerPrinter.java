package dev.touchstone.cli;

import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Lays out an answer of the action for people: {@code Data} as the array that it is. */
final class AnswerPrinter {
  private static final String DATA = "Data";

  private final List<String> lines;

  /**
   * @param lines takes the lines
   */
  AnswerPrinter(List<String> lines) {
    this.lines = lines;
  }

  /** Prints the answer with the first rows; returns how many rows it has. */
  int print(String answer, int rowsShown) {
    int rows = 0;
    lines.add("{");
    try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), answer)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals(DATA)) {
          rows = printRows(json.getString(), rowsShown);
        } else {
          lines.add("  %s: %s,".formatted(quoted(name), value(json)));
        }
      }
    }
    removeComma();
    lines.add("}");
    return rows;
  }

  private int printRows(String data, int rowsShown) {
    int rows = 0;
    lines.add("  \"Data\": [");
    try (JsonParser json = Json.FACTORY.createParser(ObjectReadContext.empty(), data)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        if (rows < rowsShown) {
          printRow(json);
        } else {
          json.skipChildren();
        }
        rows++;
      }
    }
    if (rows > rowsShown) {
      lines.add("    …");
    } else {
      removeComma();
    }
    lines.add("  ],");
    return rows;
  }

  private void printRow(JsonParser json) {
    lines.add("    {");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      lines.add("      %s: %s,".formatted(quoted(name), value(json)));
    }
    removeComma();
    lines.add("    },");
  }

  private static String value(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_STRING
        ? quoted(json.getString())
        : json.currentToken() == JsonToken.VALUE_NULL ? "null" : json.getString();
  }

  private static String quoted(String text) {
    return Json.toString(json -> json.writeString(text));
  }

  private void removeComma() {
    String last = lines.getLast();
    if (last.endsWith(",")) {
      lines.set(lines.size() - 1, last.substring(0, last.length() - 1));
    }
  }
}
