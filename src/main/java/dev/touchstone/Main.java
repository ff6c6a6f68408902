package dev.touchstone;

import dev.touchstone.cli.Touchstone;

/** What {@code java -jar touchstone.jar} starts. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Touchstone.main(args);
  }
}
