package dev.touchstone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a benchmark keeps what it needs: rows as files, data folders, results. What is there is
 * used again.
 *
 * @param home of the program
 * @param profiled whether its processes leave a recording of the JDK's flight recorder
 */
record Workspace(Path folder, Path home, boolean profiled) {
  /** PostgreSQL has a quarter of the memory, up to 6 GiB. */
  static final long CACHE_BYTES = 1L << 30;

  Path loads() {
    return folder.resolve("loads");
  }

  /** Touchstone's data folder of the main set. */
  Path data() {
    return folder.resolve("data");
  }

  /** PostgreSQL's cluster of the main set. */
  Path postgres() {
    return folder.resolve("postgres");
  }

  Path growth(String name) {
    return folder.resolve("growth-" + name);
  }

  /** What is measured while it is recorded is slower, and kept apart. */
  Path results() {
    return folder.resolve(profiled ? "results-profiled" : "results");
  }

  /** Begins a command of the program, as anybody starts it. */
  ProcessBuilder command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(home.resolve("touchstone").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(it -> it.startsWith("TOUCHSTONE_"));
    builder.environment().put("TOUCHSTONE_JAVA_HOME", System.getProperty("java.home"));
    if (profiled) {
      String recording = folder.toAbsolutePath().resolve(arguments.getFirst()) + "-%p.jfr";
      builder
          .environment()
          .put(
              "TOUCHSTONE_JAVA_OPTS",
              "-XX:StartFlightRecording:settings=profile,filename=" + recording);
    }
    return builder;
  }

  /** A folder that is new and empty. */
  Path fresh(String name) throws IOException {
    Path fresh = folder.resolve(name).toAbsolutePath();
    Folders.delete(fresh);
    return Files.createDirectories(fresh);
  }

  /**
   * Settings of the servers that are measured: callers are not limited.
   *
   * @param equal whether what PostgreSQL has not is off, and the cache is one for a machine of the
   *     store's own, as PostgreSQL's is; else both are as they come
   */
  Path settings(boolean equal) throws IOException {
    Path file = folder.resolve(equal ? "equal.properties" : "bench.properties").toAbsolutePath();
    String settings = "limits.requests=0\nlimits.execution-time=PT0S\nlimits.concurrent=0\n";
    String cache = "store.cache-bytes=%d\n".formatted(CACHE_BYTES);
    Files.writeString(file, equal ? settings + "audit.mode=off\n" + cache : settings);
    return file;
  }

  /** The number of the next part of later rows; none is given out twice for the same stores. */
  synchronized int nextPart(String stores) throws IOException {
    Path file = folder.resolve("parts-" + stores);
    int next = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 1;
    Files.writeString(file, (next + 1) + "\n");
    return next;
  }
}
