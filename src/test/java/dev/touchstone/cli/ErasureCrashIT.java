package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.Randoms;
import dev.touchstone.testing.Rows;
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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server that is killed while it erases. Whoever it had begun to erase is gone after the next
 * start, with one receipt that counts everything; of whoever it had not begun to erase everything
 * is there.
 */
@Timeout(600)
final class ErasureCrashIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CONTACTS = 4;
  private static final int ROWS = 500;

  /** The first is killed when nothing was answered yet, the next after one answer, and so on. */
  private static final int LEAST_ROUNDS = 2 * CONTACTS;

  private static final int MOST_ROUNDS = 60;

  /** How many erasures a start must have completed before the test may end. */
  private static final int LEAST_COMPLETED_BY_STARTS = 4;

  /** A moment is 5 milliseconds: an erasure takes some 20 of them, a start some 200. */
  private static final int MOMENTS_OF_ERASURE = 20;

  private static final int MOMENTS_OF_START = 300;

  @TempDir private Path folder;
  private final Random random = Randoms.random(ErasureCrashIT.class);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int begun;
  private int acknowledged;
  private int completedByStarts;

  /** As many rounds as it takes until kills have met erasures, on however slow a machine. */
  @Test
  void whatWasBegunIsCompleteAfterAStartWithOneReceipt() throws Exception {
    int round = 0;
    while (round < LEAST_ROUNDS
        || (completedByStarts < LEAST_COMPLETED_BY_STARTS && round < MOST_ROUNDS)) {
      List<String> contacts = contacts(round);
      List<String> answered = killWhileErasing(contacts, round % CONTACTS);
      int erasedBefore = erased().size();
      if (random.nextBoolean()) {
        killWhileStarting();
      }
      check(contacts, answered);
      acknowledged += answered.size();
      completedByStarts += begun - erasedBefore;
      round++;
    }
    client.shutdownNow();
    String found =
        "of %d erasures %d were begun, %d answered, %d completed by a start"
            .formatted(round * CONTACTS, begun, acknowledged, completedByStarts);
    System.out.println(found);
    assertThat(completedByStarts).as(found).isGreaterThanOrEqualTo(LEAST_COMPLETED_BY_STARTS);
    assertThat(acknowledged).as(found).isGreaterThanOrEqualTo(LEAST_ROUNDS * (CONTACTS - 1) / 2);
  }

  private static List<String> contacts(int round) {
    return IntStream.range(0, CONTACTS).mapToObj(i -> "contact-%d-%d".formatted(round, i)).toList();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Child serve() throws IOException {
    return Child.java(List.of(), "serve", "--data", data(), "--port", "0");
  }

  /**
   * Kills a moment after so many answers, so that work decides when and not time.
   *
   * @return the contacts of whom it was said that they are erased
   */
  private List<String> killWhileErasing(List<String> contacts, int answersFirst) throws Exception {
    try (Child server = serve()) {
      String line = server.line();
      assertThat(line).as(server.errors()).startsWith("Serving ");
      URI uri = URI.create(line.substring(line.lastIndexOf(' ') + 1));
      fill(uri, contacts);
      CountDownLatch left = new CountDownLatch(answersFirst);
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (String contact : contacts) {
        answers.add(erase(uri, contact, left));
      }
      left.await();
      passMoments(server, random.nextInt(MOMENTS_OF_ERASURE));
      server.kill();
      server.exitCode();
      List<String> answered = new ArrayList<>();
      for (int i = 0; i < contacts.size(); i++) {
        if (answers.get(i).join() == 200) {
          answered.add(contacts.get(i));
        }
      }
      return answered;
    }
  }

  private void killWhileStarting() throws Exception {
    try (Child server = serve()) {
      passMoments(server, random.nextInt(MOMENTS_OF_START));
      server.kill();
      server.exitCode();
    }
  }

  private static void passMoments(Child server, int count) throws InterruptedException {
    for (int i = 0; i < count && !server.endsSoon(); i++) {}
  }

  private HttpRequest.Builder request(URI server, String path) throws IOException {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("Authorization", "Bearer " + Files.readString(data().resolve("admin.key")).strip());
  }

  private void fill(URI server, List<String> contacts) throws Exception {
    String lines =
        contacts.stream()
            .flatMap(contact -> IntStream.range(0, ROWS).mapToObj(i -> line(contact, i)))
            .collect(Collectors.joining());
    HttpRequest request =
        request(server, "/v1/interactions")
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines, UTF_8))
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    assertThat(JSON.readTree(answer.body()).get("stored").asInt())
        .as(answer.body())
        .isEqualTo(contacts.size() * ROWS);
  }

  private static String line(String contact, int number) {
    return "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2021-03-01T00:00:00Z\",\"InteractionId\":\"%d\",\"ContactId\":\"%s\"}\n"
        .formatted(number, contact);
  }

  /** The status of the answer, or 0 if none comes. */
  private CompletableFuture<Integer> erase(URI server, String contact, CountDownLatch left)
      throws IOException {
    HttpRequest request =
        request(server, "/v1/contacts/" + contact + "?reason=r1").DELETE().build();
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .handle(
            (answer, failure) -> {
              left.countDown();
              return answer == null ? 0 : answer.statusCode();
            });
  }

  private void check(List<String> contacts, List<String> answered) throws IOException {
    List<String> gone = new ArrayList<>();
    try (OpenFolder open = OpenFolder.open(data(), Config.defaults())) {
      for (String contact : contacts) {
        int rows = Rows.rest(open.kept().scan(ContactId.parse(contact))).size();
        assertThat(rows).as("all or nothing").isIn(0, ROWS);
        if (rows == 0) {
          gone.add(contact);
        }
      }
      assertThat(gone).as("answered, so erased").containsAll(answered);
      begun += gone.size();
      assertThat(open.erasures().ledger().blocks().count()).isEqualTo(begun);
    }
    checkRecords();
  }

  /** One receipt for each, and nothing that is not complete. */
  private void checkRecords() throws IOException {
    try (RocksDbStore store = RocksDbStore.open(data(), RocksDbOptions.DEFAULTS)) {
      assertThat(values(store, RecordKind.ERASURE)).isEmpty();
      assertThat(values(store, RecordKind.LEDGER)).hasSize(1 + 2 * begun);
      assertThat(values(store, RecordKind.RECEIPT))
          .hasSize(begun)
          .allSatisfy(
              it -> assertThat(it).contains("\"interactions\":{\"EmailSent\":%d}".formatted(ROWS)));
    }
    assertThat(erased()).hasSize(begun).doesNotHaveDuplicates();
  }

  private static List<String> values(RocksDbStore store, RecordKind kind) {
    List<String> values = new ArrayList<>();
    try (RecordScan scan = store.records().scan(kind)) {
      scan.forEachRemaining(record -> values.add(new String(record.value(), UTF_8)));
    }
    return values;
  }

  /** The erasures that are complete, as the ledger says. */
  private List<String> erased() throws IOException {
    return Files.readAllLines(data().resolve("ledger.ndjson")).stream()
        .map(JSON::readTree)
        .filter(entry -> entry.get("kind").asString().equals("erased"))
        .map(entry -> entry.get("erasure").asString())
        .toList();
  }
}
