package dev.touchstone.cli;

/** How a command ended, for scripts. Where they exist, the numbers are those of sysexits.h. */
enum ExitCode {
  OK(0, "done"),
  REJECTED(1, "done in part: something was rejected, and is named"),
  USAGE(2, "the command line, a setting or an input is wrong; nothing was done"),
  DAMAGED(65, "stored data cannot be read as it should be: stop, and look into it"),
  UNAVAILABLE(69, "data folder, port or build cannot be used now; the message says why"),
  INTERNAL(70, "an error of the program; run again with --verbose and report it"),
  IO_ERROR(74, "a file or the output could not be read or written"),
  AGAIN(75, "ended early; running the same command again is right"),
  INTERRUPTED(130, "stopped by Ctrl-C or a signal before it was done; it can be run again");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  String meaning() {
    return meaning;
  }
}
