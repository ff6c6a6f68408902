package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many who send large bodies while many read pages, all at the same moment and of the largest rows:
 * what the server holds for each is bounded, so the heap that it is started with suffices. Where it
 * does not, the server ends at once.
 */
@Timeout(600)
final class CrowdedHeapIT {
  private static final int HEAP_MEGABYTES = 512;
  private static final int SENDERS = 50;
  private static final int BODY_BYTES = 10_000_000;
  private static final int READERS = 32;
  private static final int PAGES_OF_EACH = 10;

  /** Of a connection that was too slow, as on a machine that has much else to do. */
  private static final int CUT_OFF = 0;

  private static final int ROW_BYTES = 900_000;
  private static final int ROWS = BODY_BYTES / ROW_BYTES;

  @TempDir private Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String key = "";
  private URI uri = URI.create("");

  @Test
  void fiftyLargeBodiesAndThirtyTwoReadersAtOnce() throws Exception {
    try (Child server = serve();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String line = server.line();
      assertThat(line).as(server.errors()).startsWith("Serving ");
      uri = URI.create(line.substring(line.lastIndexOf(' ') + 1));
      key = Files.readString(folder.resolve("data/admin.key")).strip();
      assertThat(send("reader")).isEqualTo(200);
      crowd(server, threads);
      assertThat(server.errors()).doesNotContain("OutOfMemory");
      server.terminate();
      assertThat(server.exitCode()).as(server.errors()).isZero();
    } finally {
      client.shutdownNow();
    }
  }

  private void crowd(Child server, ExecutorService threads) throws Exception {
    AtomicBoolean sent = new AtomicBoolean();
    List<Future<Integer>> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      readers.add(threads.submit(() -> read(server, sent)));
    }
    List<Callable<Integer>> senders =
        IntStream.range(0, SENDERS)
            .<Callable<Integer>>mapToObj(i -> () -> send("sender-" + i))
            .toList();
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> each : threads.invokeAll(senders)) {
      statuses.add(each.get());
    }
    sent.set(true);
    for (Future<Integer> each : readers) {
      assertThat(each.get()).isGreaterThanOrEqualTo(PAGES_OF_EACH);
    }
    assertThat(statuses)
        .as("taken, or told to come again")
        .isSubsetOf(200, 429, CUT_OFF)
        .contains(200);
  }

  /** As it is started otherwise, but that one caller may ask as much as many may. */
  private Child serve() throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx%dm".formatted(HEAP_MEGABYTES),
            "-XX:+ExitOnOutOfMemoryError",
            "-jar",
            Path.of("target", "touchstone.jar").toString(),
            "serve",
            "--data",
            folder.resolve("data").toString(),
            "--port",
            "0");
    command.environment().put("TOUCHSTONE_LIMITS_CONCURRENT", "0");
    command.environment().put("TOUCHSTONE_LIMITS_REQUESTS", "0");
    command.environment().put("TOUCHSTONE_LIMITS_EXECUTION_TIME", "PT0S");
    return Child.start(command);
  }

  private HttpRequest.Builder request(String path, String type) {
    return HttpRequest.newBuilder(uri.resolve(path))
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", type);
  }

  private int send(String contact) throws InterruptedException {
    HttpRequest request =
        request("/v1/interactions", "application/x-ndjson")
            .POST(BodyPublishers.ofInputStream(() -> rows(contact)))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return CUT_OFF;
    }
  }

  private static InputStream rows(String contact) {
    String city = "x".repeat(ROW_BYTES - 150);
    Enumeration<InputStream> lines =
        Collections.enumeration(
            new AbstractList<>() {
              @Override
              public InputStream get(int index) {
                return new ByteArrayInputStream(line(contact, index, city).getBytes(UTF_8));
              }

              @Override
              public int size() {
                return ROWS;
              }
            });
    return new SequenceInputStream(lines);
  }

  private static String line(String contact, int number, String city) {
    return "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2021-03-01T00:00:00Z\",\"InteractionId\":\"%d\",\"ContactId\":\"%s\",\"City\":\"%s\"}\n"
        .formatted(number, contact, city);
  }

  /** Reads until everything was sent, and not too little; returns how many pages it were. */
  private int read(Child server, AtomicBoolean sent) throws InterruptedException {
    int pages = 0;
    while (!sent.get() || pages < PAGES_OF_EACH) {
      int status = readPage();
      if (status == CUT_OFF) {
        assertThat(server.endsSoon()).as("the server ended").isFalse();
      } else {
        assertThat(status).isEqualTo(200);
        pages++;
      }
    }
    return pages;
  }

  private int readPage() throws InterruptedException {
    HttpRequest request =
        request("/api/data/v9.2/msdyncrm_LoadInteractionsPublic", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"ContactId\":\"reader\",\"InteractionType\":\"EmailSent\",\"Top\":1000}"))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return CUT_OFF;
    }
  }
}
