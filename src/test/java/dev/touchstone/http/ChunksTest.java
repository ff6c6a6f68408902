package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ChunksTest {
  private static final int CONTACTS = 12;
  private static final int CALLERS = 8;
  private static final int CALLS = 60;

  @Test
  void whatWasGivenBackLastIsLentFirst() {
    Chunks chunks = new Chunks();
    byte[] one = chunks.take();
    byte[] other = chunks.take();
    assertThat(other).isNotSameAs(one).hasSize(Chunks.BYTES);
    chunks.giveBack(one);
    chunks.giveBack(other);
    assertThat(chunks.take()).isSameAs(other);
    assertThat(chunks.take()).isSameAs(one);
    assertThat(chunks.take()).isNotSameAs(one).isNotSameAs(other);
  }

  @Test
  void anArrayThatWasNotLentIsNotKept() {
    Chunks chunks = new Chunks();
    byte[] small = new byte[Chunks.BYTES - 1];
    chunks.giveBack(small);
    assertThat(chunks.take()).isNotSameAs(small).hasSize(Chunks.BYTES);
  }

  @Test
  void noMoreThanSomeAreKept() {
    Chunks chunks = new Chunks();
    List<byte[]> many = IntStream.range(0, 1_000).mapToObj(i -> chunks.take()).toList();
    many.forEach(chunks::giveBack);
    long again = IntStream.range(0, 1_000).filter(i -> many.contains(chunks.take())).count();
    assertThat(again).isEqualTo(4 * 1024 * 1024 / Chunks.BYTES);
  }

  /** Each answer has all bytes of its own, and none of another one that is written beside it. */
  @Test
  void answersUnderWayDoNotShareOne() throws Exception {
    try (MemoryStore store = histories();
        RunningServer server = RunningServer.of(store);
        HttpClient client = HttpClient.newHttpClient();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      Map<String, byte[]> expected = new HashMap<>();
      for (int contact = 0; contact < CONTACTS; contact++) {
        byte[] answer = client.send(call(server, contact), BodyHandlers.ofByteArray()).body();
        assertThat(new String(answer, UTF_8)).contains("row 0 of " + name(contact));
        expected.put(name(contact), answer);
      }
      List<Callable<Void>> work = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        int seed = caller;
        work.add(
            () -> {
              ask(server, client, new Random(seed), expected);
              return null;
            });
      }
      for (Future<Void> done : callers.invokeAll(work)) {
        done.get();
      }
    }
  }

  private static void ask(
      RunningServer server, HttpClient client, Random random, Map<String, byte[]> expected)
      throws Exception {
    for (int i = 0; i < CALLS; i++) {
      int contact = random.nextInt(CONTACTS);
      HttpRequest.Builder request = builder(server, contact);
      request.version(
          random.nextBoolean() ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
      if (random.nextBoolean()) {
        request.header("Accept-Encoding", "gzip");
      }
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      assertThat(plain(answer)).isEqualTo(expected.get(name(contact)));
    }
  }

  private static byte[] plain(HttpResponse<byte[]> answer) throws Exception {
    if (answer.headers().firstValue("Content-Encoding").isEmpty()) {
      return answer.body();
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return in.readAllBytes();
    }
  }

  private static HttpRequest call(RunningServer server, int contact) {
    return builder(server, contact).build();
  }

  private static HttpRequest.Builder builder(RunningServer server, int contact) {
    String body =
        "{\"ContactId\":\"%s\",\"InteractionType\":\"EmailSent\"}".formatted(name(contact));
    return server.request(Documented.PATH).POST(BodyPublishers.ofString(body));
  }

  private static String name(int contact) {
    return "contact-" + contact;
  }

  /** From a few rows to some thousand, so answers have less than a chunk, or many. */
  private static MemoryStore histories() {
    MemoryStore store = new MemoryStore();
    for (int contact = 0; contact < CONTACTS; contact++) {
      List<Interaction> rows = new ArrayList<>();
      for (int i = 0; i < 1 << contact; i++) {
        rows.add(row(name(contact), i));
      }
      store.append(rows);
    }
    return store;
  }

  private static Interaction row(String contact, int number) {
    return new Interaction(
        ContactId.parse(contact),
        new TypeName("EmailSent"),
        Instant.ofEpochSecond(number),
        InteractionId.parse("id-" + number),
        1,
        Fields.of(Map.of("Reason", "row " + number + " of " + contact)));
  }
}
