package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Randoms;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rows that come in over HTTP while the server dies, or its disk does. */
@Timeout(300)
final class IntakeCrashIT {
  private static final int ROUNDS = 6;
  private static final int SENDERS = 3;
  private static final int MOST_ANSWERS = 60;
  private static final int ROOM_BYTES = 2_000_000;
  private static final int HEAP_MEGABYTES = 64;

  @TempDir private Path folder;
  private final Random random = Randoms.random(IntakeCrashIT.class);
  private final SentRows rows = new SentRows();

  @Test
  void whatWasAcknowledgedSurvivesKill9() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      try (Child server = serve()) {
        try (RowSender sender = sender(server)) {
          List<Thread> senders = startSenders(sender);
          rows.awaitAnswers(1 + random.nextInt(MOST_ANSWERS));
          server.kill();
          for (Thread each : senders) {
            each.join();
          }
        }
        assertThat(server.exitCode()).isNotZero();
      }
      check("round " + round);
    }
    sendEverythingAgain();
  }

  @Test
  void whatWasAcknowledgedSurvivesAFailingDisk() throws Exception {
    try (Child server = serve();
        RowSender sender = sender(server)) {
      for (int i = 0; i < 5; i++) {
        assertThat(sender.send(rows.next(500))).isEqualTo(200);
      }
      letNoFileGrowBeyond(server, largestFile() + ROOM_BYTES);
      int status = 200;
      while (status == 200) {
        status = sender.send(rows.next(2_500));
      }
      assertThat(status).isEqualTo(503);
      assertThat(sender.send(rows.next(10))).isEqualTo(503);
      assertThat(sender.isReady()).isFalse();
      server.kill();
      assertThat(server.exitCode()).isNotZero();
    }
    check("the disk");
    sendEverythingAgain();
  }

  /** Four times the heap in one body. */
  @Test
  void aBodyLargerThanTheHeapIsTakenInOnePiece() throws Exception {
    String text = "x".repeat(2_000);
    int count = 4 * HEAP_MEGABYTES * (1 << 20) / text.length();
    try (Child server = serve();
        RowSender sender = sender(server)) {
      JsonNode answer =
          sender.stream(
              IntStream.range(0, count)
                  .mapToObj(i -> SentRows.line(i).replace("\"City\":\"", "\"City\":\"" + text)));
      assertThat(answer.get("complete").booleanValue()).as(answer.toString()).isTrue();
      assertThat(answer.get("stored").intValue()).isEqualTo(count);
    }
  }

  private Child serve() throws IOException {
    return Child.java(
        List.of("-Xmx%dm".formatted(HEAP_MEGABYTES)), "serve", "--data", data(), "--port", "0");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private RowSender sender(Child server) throws IOException {
    String line = server.line();
    assertThat(line).as(server.errors()).startsWith("Serving ");
    return new RowSender(
        URI.create(line.substring(line.lastIndexOf(' ') + 1)),
        Files.readString(data().resolve("admin.key")).strip(),
        rows);
  }

  private List<Thread> startSenders(RowSender sender) {
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      Random sizes = new Random(random.nextLong());
      senders.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    int status = 200;
                    while (status == 200) {
                      status = sender.send(rows.next(1 + sizes.nextInt(3_000)));
                    }
                  }));
    }
    return senders;
  }

  private void check(String when) {
    try (OpenFolder open = OpenFolder.open(data(), Config.defaults())) {
      List<Interaction> stored = Rows.rest(open.store().scan(TimeRange.ALL));
      rows.check(when, stored);
    }
  }

  private void sendEverythingAgain() throws Exception {
    try (Child server = serve();
        RowSender sender = sender(server)) {
      assertThat(sender.send(rows.all())).isEqualTo(200);
      server.terminate();
      assertThat(server.exitCode()).isZero();
    }
    check("all again");
    assertThat(rows.missing()).isZero();
  }

  private long largestFile() throws IOException {
    try (Stream<Path> files = Files.list(data().resolve("rocksdb"))) {
      return files.mapToLong(file -> file.toFile().length()).max().orElseThrow();
    }
  }

  /** Works without being root: one may always lower what one's own process may do. */
  private static void letNoFileGrowBeyond(Child server, long bytes) throws Exception {
    Process limit =
        new ProcessBuilder("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + bytes)
            .inheritIO()
            .start();
    assertThat(limit.waitFor()).isZero();
  }
}
