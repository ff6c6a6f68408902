package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged program in a process of its own; its errors go to a file. */
final class Child implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private Child(ProcessBuilder builder) throws IOException {
    err = Files.createTempFile("touchstone-child-", ".err");
    process = builder.redirectError(err.toFile()).start();
    out = process.inputReader(UTF_8);
  }

  /** Starts the jar with options for Java, then {@code --}, then arguments of the command. */
  static Child java(List<String> javaOptions, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", Path.of("target", "touchstone.jar").toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    return new Child(new ProcessBuilder(command));
  }

  static Child start(ProcessBuilder builder) throws IOException {
    return new Child(builder);
  }

  static Child run(Object... arguments) throws IOException {
    return java(List.of(), arguments);
  }

  /** The next line of standard output; empty text at its end. */
  String line() throws IOException {
    String line = out.readLine();
    return line == null ? "" : line;
  }

  /** The rest of standard output. */
  String rest() throws IOException {
    StringBuilder rest = new StringBuilder();
    for (int c = out.read(); c >= 0; c = out.read()) {
      rest.append((char) c);
    }
    return rest.toString();
  }

  long pid() {
    return process.pid();
  }

  String errors() throws IOException {
    return Files.readString(err);
  }

  /** SIGTERM. {@link Process#destroy} would close what the process writes to, too. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  /** Whether it ended within a moment. */
  boolean endsSoon() throws InterruptedException {
    return process.waitFor(5, TimeUnit.MILLISECONDS);
  }

  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the process does not end; it said: " + errors());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      out.close();
      Files.deleteIfExists(err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
