package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.touchstone.config.Config;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Randoms;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The same rows, once imported as CSV and twice sent as JSON, by two senders at once, each in an
 * order of its own, give the same store. {@code -Drows=1000000} for a million.
 */
@Timeout(600)
final class SameStoreIT {
  private static final int ROWS = Integer.getInteger("rows", 100_000);
  private static final int BODIES = 20;

  @TempDir private Path folder;
  private final Random random = Randoms.random(SameStoreIT.class);

  @Test
  void theWayInAndTheOrderMakeNoDifference() throws Exception {
    Path imported = folder.resolve("imported");
    try (Child load = Child.run("import", container(), "--data", imported)) {
      assertThat(load.exitCode()).as(load.errors()).isZero();
    }
    Path sent = folder.resolve("sent");
    try (Child server = Child.run("serve", "--data", sent, "--port", "0")) {
      String line = server.line();
      URI uri = URI.create(line.substring(line.lastIndexOf(' ') + 1));
      String key = Files.readString(sent.resolve("admin.key")).strip();
      List<Callable<Long>> senders = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int start = random.nextInt(ROWS);
        senders.add(() -> send(uri, key, start));
      }
      long stored = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        for (Future<Long> sender : threads.invokeAll(senders)) {
          stored += sender.get();
        }
      }
      assertThat(stored).isEqualTo(ROWS);
      server.terminate();
      assertThat(server.exitCode()).isZero();
    }
    assertSame(imported, sent);
  }

  @Test
  void theFormAndThePackingOfFilesMakeNoDifference() throws Exception {
    Path imported = folder.resolve("imported");
    importInto(imported, container());
    Path files = Files.createDirectories(folder.resolve("files"));
    int half = ROWS / 2;
    try (OutputStream gzip =
            new GZIPOutputStream(Files.newOutputStream(files.resolve("a.ndjson.gz")));
        OutputStream zstd =
            new ZstdOutputStream(Files.newOutputStream(files.resolve("b.csv.zst")));
        OutputStream plain =
            new BufferedOutputStream(Files.newOutputStream(files.resolve("c.jsonl")))) {
      zstd.write(SentRows.CSV_HEADER.getBytes(UTF_8));
      int first = random.nextInt(ROWS);
      for (int i = 0; i < ROWS; i++) {
        int number = number(i, first);
        byte[] line = SentRows.line(number).getBytes(UTF_8);
        if (number % 3 == 0) {
          gzip.write(line);
        }
        if (number % 3 == 1 || number < half) {
          zstd.write(SentRows.csv(number).getBytes(UTF_8));
        }
        if (number % 3 == 2 || number > half) {
          plain.write(line);
        }
      }
    }
    Path read = folder.resolve("read");
    importInto(read, files, "--type", "EmailSent");
    importInto(read, files, "--type", "EmailSent", "--again");
    assertSame(imported, read);
  }

  private static void importInto(Path data, Object source, Object... options) throws Exception {
    Object[] arguments =
        Stream.concat(Stream.of("import", source, "--data", data), Stream.of(options)).toArray();
    try (Child load = Child.run(arguments)) {
      load.rest();
      assertThat(load.exitCode()).as(load.errors()).isZero();
    }
  }

  /** Sends all rows in an order that depends on the first; returns how many were stored. */
  private static long send(URI uri, String key, int first) throws Exception {
    long stored = 0;
    try (RowSender sender = new RowSender(uri, key, new SentRows())) {
      for (int body = 0; body < BODIES; body++) {
        int from = (int) ((long) ROWS * body / BODIES);
        int to = (int) ((long) ROWS * (body + 1) / BODIES);
        JsonNode answer =
            sender.stream(IntStream.range(from, to).mapToObj(i -> SentRows.line(number(i, first))));
        assertThat(answer.get("read").intValue()).as(answer.toString()).isEqualTo(to - from);
        assertThat(answer.get("rejected").intValue() + answer.get("conflicting").intValue())
            .isZero();
        stored += answer.get("stored").longValue();
      }
    }
    return stored;
  }

  /** Each number once: 1,000,003 is a prime, and no number of rows is a multiple of it. */
  private static int number(int i, int first) {
    return (int) ((first + i * 1_000_003L) % ROWS);
  }

  private Path container() throws IOException {
    Path blob = Files.createDirectories(folder.resolve("export/csv/EmailSent")).resolve("blob");
    try (BufferedWriter out = Files.newBufferedWriter(blob)) {
      out.write(SentRows.CSV_HEADER);
      for (int i = 0; i < ROWS; i++) {
        out.write(SentRows.csv(i));
      }
    }
    return folder.resolve("export");
  }

  private static void assertSame(Path left, Path right) {
    try (OpenFolder one = OpenFolder.open(left, Config.defaults());
        OpenFolder other = OpenFolder.open(right, Config.defaults());
        Scan rows = one.store().scan(TimeRange.ALL);
        Scan others = other.store().scan(TimeRange.ALL)) {
      long count = 0;
      while (rows.hasNext()) {
        assertThat(others.hasNext()).isTrue();
        assertThat(others.next()).isEqualTo(rows.next());
        count++;
      }
      assertThat(others.hasNext()).isFalse();
      assertThat(count).isEqualTo(ROWS);
    }
  }
}
