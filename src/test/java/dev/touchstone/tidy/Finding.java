package dev.touchstone.tidy;

import java.nio.file.Path;

/** Something at a line of a file, the first line being 1: what stands there, or what is wrong. */
public record Finding(Path file, long line, String text) {

  /** The same place, described for whoever has to mend it. */
  public Finding because(String reason) {
    return new Finding(file, line, reason);
  }

  @Override
  public String toString() {
    return file + ":" + line + ": " + text;
  }
}
