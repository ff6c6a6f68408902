package dev.touchstone.cli;

import java.util.regex.Pattern;

/** Colours and weights of a terminal, or none of them. */
enum Style {
  /** Escape sequences of ECMA-48. */
  COLOURED,
  PLAIN;

  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*m");

  String bold(String text) {
    return with("1", text);
  }

  String dim(String text) {
    return with("2", text);
  }

  String red(String text) {
    return with("31", text);
  }

  String green(String text) {
    return with("32", text);
  }

  String yellow(String text) {
    return with("33", text);
  }

  String cyan(String text) {
    return with("36", text);
  }

  private String with(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /** How many columns a text takes, every code point being one. */
  static int width(String text) {
    String visible = text.indexOf('\u001b') < 0 ? text : ESCAPE.matcher(text).replaceAll("");
    return visible.codePointCount(0, visible.length());
  }
}
