package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Runs commands in this process and keeps what they write. */
final class Shell {
  final Map<String, String> environment = new HashMap<>();
  final Stop stop = new Stop();
  boolean isTerminal;
  LongSupplier nanos = System::nanoTime;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What a command left behind. */
  record Result(int exitCode, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  Console console() {
    return new Console(
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, false, UTF_8),
        isTerminal,
        isTerminal,
        environment::get,
        Path.of(""),
        nanos,
        stop);
  }

  Result run(Object... arguments) {
    out.reset();
    err.reset();
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    int exitCode = Touchstone.run(console(), texts);
    return new Result(exitCode, written(), told());
  }

  /** What was written to standard output so far. */
  String written() {
    return out.toString(UTF_8);
  }

  /** What was written to standard error so far. */
  String told() {
    return err.toString(UTF_8);
  }
}
