package dev.touchstone.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads what surrounds it and writes what it says.
 *
 * @param outIsTerminal whether a person sees standard output, rather than a pipe or a file
 * @param errIsTerminal whether a person sees standard error
 * @param environment the value of an environment variable, null where it is not set
 * @param home the folder of the program's launcher, in which {@code examples} lies
 * @param nanos a clock that only goes forward, of no fixed start
 * @param stop tells when the command should end
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Function<String, @Nullable String> environment,
    Path home,
    LongSupplier nanos,
    Stop stop) {
  static final int DEFAULT_WIDTH = 100;
  private static final int LEAST_WIDTH = 40;
  private static final int MOST_WIDTH = 400;

  /**
   * The console of this process. What is a terminal the launcher tells; without it nothing is, for
   * plain text is right everywhere.
   */
  static Console ofProcess(Stop stop) {
    List<String> terminals = List.of(System.getProperty("touchstone.terminal", "").split(","));
    return new Console(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        terminals.contains("out"),
        terminals.contains("err"),
        System::getenv,
        Path.of(homeFolder()),
        System::nanoTime,
        stop);
  }

  private static String homeFolder() {
    String told = System.getProperty("touchstone.home", System.getenv("TOUCHSTONE_HOME"));
    return told == null ? "." : told;
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 16),
        false,
        StandardCharsets.UTF_8);
  }

  /** How many columns a line of standard output may have; a pipe has no edge to wrap at. */
  int outWidth() {
    return outIsTerminal ? width() : MOST_WIDTH;
  }

  /** How many columns the terminal has. */
  int width() {
    String columns = environment.apply("COLUMNS");
    if (columns == null || !columns.matches("[0-9]{1,5}")) {
      return DEFAULT_WIDTH;
    }
    return Math.clamp(Integer.parseInt(columns), LEAST_WIDTH, MOST_WIDTH);
  }

  Style outStyle() {
    return style(outIsTerminal);
  }

  Style errStyle() {
    return style(errIsTerminal);
  }

  /** As no-color.org has it: any text in NO_COLOR means none. */
  private Style style(boolean isTerminal) {
    String noColour = environment.apply("NO_COLOR");
    boolean unwanted = noColour != null && !noColour.isEmpty();
    boolean dumb = "dumb".equals(environment.apply("TERM"));
    return isTerminal && !unwanted && !dumb ? Style.COLOURED : Style.PLAIN;
  }

  /** Writes a line of what was asked for. */
  void say(String line) {
    out.println(line);
  }

  /** Writes a line about what is going on, at once. */
  void tell(String line) {
    out.flush();
    err.println(line);
    err.flush();
  }

  /**
   * Sends off what was written.
   *
   * @throws CommandException if some of it could not be, as when a disk is full
   */
  void flush() {
    err.flush();
    if (out.checkError()) {
      throw new CommandException(
          ExitCode.IO_ERROR, "standard output could not be written to its end", null);
    }
  }
}
