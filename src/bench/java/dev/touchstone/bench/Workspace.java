package dev.touchstone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a benchmark keeps what it needs: rows as files, data folders, results. What is there is
 * used again.
 */
record Workspace(Path folder, Path home) {
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

  Path results() {
    return folder.resolve("results");
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
   * @param noted whether reads are noted in the audit trail, as they are by default
   */
  Path settings(boolean noted) throws IOException {
    Path file = folder.resolve(noted ? "bench.properties" : "unnoted.properties").toAbsolutePath();
    String settings = "limits.requests=0\nlimits.execution-time=PT0S\nlimits.concurrent=0\n";
    Files.writeString(file, noted ? settings : settings + "audit.mode=off\n");
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
