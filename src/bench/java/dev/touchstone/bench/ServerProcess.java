package dev.touchstone.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, on a free port of the loopback address. */
final class ServerProcess implements AutoCloseable {
  private static final String SERVING = "Serving ";
  private static final long PATIENCE_SECONDS = 120;

  /** Made once: making one takes as long as a tenth of a start. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final URI uri;
  private final String key;
  private final double startSeconds;

  private ServerProcess(Process process, URI uri, String key, double startSeconds) {
    this.process = process;
    this.uri = uri;
    this.key = key;
    this.startSeconds = startSeconds;
  }

  /** The program as anybody starts it. */
  static ServerProcess touchstone(Workspace workspace, Path data) throws IOException {
    return touchstone(workspace, data, workspace.settings(false));
  }

  /** The same with settings that are not the usual ones. */
  static ServerProcess touchstone(Workspace workspace, Path data, Path settings)
      throws IOException {
    List<String> arguments =
        List.of(
            "serve",
            "--data",
            data.toAbsolutePath().toString(),
            "--config",
            settings.toString(),
            "--port",
            "0");
    long start = System.nanoTime();
    Process process = start(workspace, "serve", workspace.command(arguments));
    String line = line(process);
    if (!line.startsWith(SERVING)) {
      throw failed(workspace, "serve", line);
    }
    URI uri = URI.create(line.substring(line.lastIndexOf(' ') + 1));
    String ready = send(HttpRequest.newBuilder(uri.resolve("/health/ready")).GET().build()).body();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!ready.contains("ready")) {
      throw failed(workspace, "serve", ready);
    }
    String key = Files.readString(data.resolve("admin.key"), UTF_8).strip();
    return new ServerProcess(process, uri, key, seconds);
  }

  /**
   * The same server over another store.
   *
   * @param constants a folder with answers that never change
   * @param store as {@code dev.touchstone.http.BenchServer} has it
   */
  static ServerProcess over(Workspace workspace, Path constants, String... store)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                classPath(),
                "dev.touchstone.http.BenchServer",
                constants.toAbsolutePath().toString()));
    command.addAll(List.of(store));
    Process process = start(workspace, store[0], new ProcessBuilder(command));
    String line = line(process);
    String[] words = line.split(" ", -1);
    if (!words[0].equals("READY")) {
      throw failed(workspace, store[0], line);
    }
    return new ServerProcess(process, URI.create(words[1]), words[2], 0);
  }

  /** The class path of this process, for processes in other folders too. */
  static String classPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  private static Process start(Workspace workspace, String name, ProcessBuilder command)
      throws IOException {
    return command.redirectError(log(workspace, name).toFile()).start();
  }

  private static Path log(Workspace workspace, String name) {
    return workspace.folder().resolve(name + ".log");
  }

  private static String line(Process process) throws IOException {
    BufferedReader out = process.inputReader(UTF_8);
    String line = out.readLine();
    return line == null ? "" : line;
  }

  private static IOException failed(Workspace workspace, String name, String said)
      throws IOException {
    return new IOException(
        "the server did not start: %s %s"
            .formatted(said, Files.readString(log(workspace, name)).strip()));
  }

  URI uri() {
    return uri;
  }

  String key() {
    return key;
  }

  /** From the start of the process to its answer that it is ready. */
  double startSeconds() {
    return startSeconds;
  }

  /** Posts one body and returns the answer. */
  String post(String path, byte[] body) throws IOException {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri.resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build());
    if (answer.statusCode() != 200) {
      throw new IOException("%s answered %d".formatted(path, answer.statusCode()));
    }
    return answer.body();
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return CLIENT.send(request, BodyHandlers.ofString(UTF_8));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A line of what the system says of the process, such as {@code VmRSS}, in bytes. */
  long memory(String what) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith(what + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.toHandle().destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
