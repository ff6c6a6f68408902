package dev.touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One node of Apache Cassandra, a process of its own. A shell stands between: it kills the node
 * when this process ends, however it ends.
 */
final class CassandraNode {
  private static final String LISTENS = "Starting listening for CQL clients";
  private static final int LAST_LINES = 40;
  private static final long START_SECONDS = 400;

  /** Starts the node, prints its process id, and kills it at the end of its input. */
  private static final String GUARD =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      node=$!
      echo "$node"
      { cat <&3 >/dev/null; kill -9 "$node"; } >/dev/null 2>&1 &
      guard=$!
      exec 3<&-
      wait "$node"
      kill "$guard"
      """;

  private final CassandraSetup setup;
  private final int number;
  private @Nullable Running running;

  private record Running(Process guard, long pid, CompletableFuture<Boolean> listens) {}

  CassandraNode(CassandraSetup setup, int number) {
    this.setup = setup;
    this.number = number;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(CassandraSetup.host(number), setup.cqlPort());
  }

  /**
   * Begins to start; {@link #awaitListening} waits for it.
   *
   * @param options of its JVM, beside the usual ones
   */
  void start(List<String> options) {
    try {
      setup.write(number);
      List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
      command.addAll(setup.command(number, options));
      Process guard =
          new ProcessBuilder(command)
              .directory(setup.folder(number).toFile())
              .redirectErrorStream(true)
              .start();
      BufferedReader output = guard.inputReader();
      long pid = Long.parseLong(output.readLine());
      CompletableFuture<Boolean> listens = new CompletableFuture<>();
      Thread.ofPlatform().daemon().start(() -> follow(output, listens));
      running = new Running(guard, pid, listens);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(BufferedReader output, CompletableFuture<Boolean> listens) {
    Deque<String> last = new ArrayDeque<>();
    Path log = setup.folder(number).resolve("system.log");
    try (BufferedWriter copy = Files.newBufferedWriter(log, UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        copy.write(line);
        copy.newLine();
        last.add(line);
        if (last.size() > LAST_LINES) {
          last.remove();
        }
        if (line.contains(LISTENS)) {
          listens.complete(true);
        }
      }
    } catch (IOException e) {
      listens.completeExceptionally(e);
    }
    listens.completeExceptionally(
        new IllegalStateException(
            "node %d ended:%n%s".formatted(number, String.join(System.lineSeparator(), last))));
  }

  void awaitListening() {
    try {
      current().listens().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException("node %d did not start".formatted(number), e);
    }
  }

  /** Ends the process without a warning, and waits until it is gone. */
  void kill() {
    Running ended = current();
    signal("KILL");
    ended.guard().onExit().join();
    close();
  }

  /** Sends a signal, such as STOP and CONT. */
  void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, Long.toString(current().pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("node %d cannot be signalled".formatted(number));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void close() {
    Running ended = running;
    running = null;
    if (ended != null) {
      try {
        ended.guard().getOutputStream().close();
      } catch (IOException e) {
        ended.guard().destroyForcibly();
      }
      ended.guard().onExit().join();
    }
  }

  private Running current() {
    if (running == null) {
      throw new IllegalStateException("node %d does not run".formatted(number));
    }
    return running;
  }
}
