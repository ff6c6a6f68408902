package dev.touchstone;

/** What {@code java -jar touchstone.jar} starts. */
public final class Main {
  private Main() {}

  /** Starts Touchstone with the arguments of its command line. */
  public static void main(String[] args) {}
}
