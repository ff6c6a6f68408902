package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.touchstone.access.Role;
import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.Intake;
import dev.touchstone.ingest.IntakeLimits;
import dev.touchstone.ingest.Retry;
import dev.touchstone.ingest.RowContract;
import dev.touchstone.ingest.RowRules;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.Rows;
import dev.touchstone.testing.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Rows over a connection. */
@Timeout(60)
class IntakeHttpTest {
  private static final String PATH = "/v1/interactions";
  private static final String LINES = "application/x-ndjson";
  private static final int MAX_BYTES = 1 << 20;

  private final MemoryStore memory = new MemoryStore();
  private final FailingStore store = FailingStore.ofAppends(memory);
  private final RunningServer server = RunningServer.of(store, intake(), 2);
  private final String key = server.key(Role.WRITER);

  @AfterEach
  void close() {
    server.close();
  }

  private Intake intake() {
    RowContract contract =
        new RowContract(
            CatalogueFile.standard(),
            RowRules.ofSender(Decision.KEEP, Decision.KEEP, Duration.ofHours(24)),
            InstantSource.system());
    IntakeLimits limits = new IntakeLimits(MAX_BYTES, 10_000, 3);
    return new Intake(contract, store, new Retry(List.of(), pause -> {}), limits);
  }

  private static String row(int number) {
    return ("{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2020-03-16T18:58:06Z\","
            + "\"ContactId\":\"secret-17\",\"InteractionId\":\"%d\"}")
        .formatted(number);
  }

  private static String rows(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> row(i) + "\n").collect(Collectors.joining());
  }

  @Test
  void whatHappenedToEachRowIsTold() {
    String body = row(1) + "\n\n" + row(1) + "\n{\"Timestamp\":\"so\uD83D\uDE00n\"}\nx\n";
    HttpResponse<String> answer = send(LINES, body.getBytes(UTF_8));
    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().allValues("REQ_ID")).hasSize(1);
    assertThat(answer.body())
        .isEqualTo(
            "{\"read\":4,\"stored\":1,\"repeated\":1,\"superseded\":0,\"conflicting\":0,\"expired\":0,\"erased\":0,\"rejected\":2,"
                + "\"withoutContact\":0,\"derivedIds\":0,\"unknownTypes\":{},\"unknownColumns\":{},"
                + "\"complete\":true,\"acknowledged\":{\"row\":4,\"line\":5},\"conflicts\":[],\"erasedRows\":[],"
                + "\"rejections\":[{\"row\":3,\"line\":4,\"code\":\"type-missing\",\"column\":\"InteractionType\",\"value\":\"\",\"reason\":\"the"
                + " row has no value here\"},"
                + "{\"row\":4,\"line\":5,\"code\":\"row-not-json\",\"column\":null,\"value\":null,\"reason\":\"the"
                + " row is not JSON; the mistake is at its byte 1\"}],\"rejectionsLeftOut\":0}");
  }

  @Test
  void rowsThatAreAllTakenAre200AndThoseThatAreAllRejected422() {
    assertThat(send(LINES, rows(0, 3).getBytes(UTF_8)).statusCode()).isEqualTo(200);
    assertThat(send(LINES, rows(0, 3).getBytes(UTF_8)).statusCode()).isEqualTo(200);
    assertThat(send(LINES, new byte[0]).statusCode()).isEqualTo(200);
    HttpResponse<String> answer = send(LINES, "x\n".repeat(5).getBytes(UTF_8));
    assertThat(answer.statusCode()).isEqualTo(422);
    JsonNode json = RunningServer.json(answer);
    assertThat(json.at("/error/code").stringValue()).isEqualTo("0x80048d19");
    assertThat(json.get("rejections")).hasSize(3);
    assertThat(json.get("rejectionsLeftOut").intValue()).isEqualTo(2);
    assertThat(json.get("complete").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void itTakesTheRightToWrite(Role role) {
    HttpResponse<String> answer =
        server.send(
            server
                .anonymous(PATH)
                .header("Authorization", "Bearer " + server.key(role))
                .header("Content-Type", LINES)
                .POST(BodyPublishers.ofString(row(1))));
    boolean may = role == Role.WRITER || role == Role.ADMIN;
    assertThat(answer.statusCode()).isEqualTo(may ? 200 : 403);
    assertThat(Rows.rest(memory.scan(TimeRange.ALL))).hasSize(may ? 1 : 0);
  }

  @Test
  void strangersAndOtherVerbsAreRefused() {
    assertThat(
            server.send(server.anonymous(PATH).POST(BodyPublishers.ofString(row(1)))).statusCode())
        .isEqualTo(401);
    HttpResponse<String> answer = server.send(request().GET());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | application/x-ndjson",
        "200 | Application/NDJSON; charset=UTF-8",
        "200 | application/jsonl",
        "200 | application/x-jsonlines;charset=\"utf-8\"",
        "400 | application/json",
        "415 | application/x-ndjson; charset=iso-8859-1",
        "415 | application/x-www-form-urlencoded",
        "415 | text/csv",
        "415 | ''",
      })
  void theFormMustBeSaid(int status, String contentType) {
    HttpRequest.Builder request = request().POST(BodyPublishers.ofString(row(1)));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    HttpResponse<String> answer = server.send(request);
    assertThat(answer.statusCode()).isEqualTo(status);
    if (status != 200) {
      assertThat(RunningServer.json(answer).at("/error/message").stringValue())
          .contains("application/x-ndjson");
    }
  }

  @Test
  void anArrayIsTakenToo() {
    String body = "[" + row(1) + ",\n" + row(2) + ",{\"a\":[1]}]";
    JsonNode json = RunningServer.json(send("application/json", body.getBytes(UTF_8)));
    assertThat(json.get("stored").intValue()).isEqualTo(2);
    assertThat(json.at("/rejections/0/code").stringValue()).isEqualTo("value-nested");
    assertThat(json.at("/rejections/0/line").intValue()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "X-GZIP", "zstd", "identity"})
  void packedRowsAreUnpacked(String encoding) throws IOException {
    byte[] body = rows(0, 2_000).getBytes(UTF_8);
    byte[] packed =
        switch (encoding) {
          case "zstd" -> Zstd.compress(body);
          case "identity" -> body;
          default -> gzip(body);
        };
    HttpResponse<String> answer = send(LINES, packed, encoding);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RunningServer.json(answer).get("stored").intValue()).isEqualTo(2_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "deflate"})
  void otherEncodingsAreRefused(String encoding) {
    HttpResponse<String> answer = send(LINES, row(1).getBytes(UTF_8), encoding);
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.headers().firstValue("Accept-Encoding")).hasValue("gzip, zstd");
  }

  @Test
  void aBodyThatBreaksOffTellsHowFarItWasTaken() throws IOException {
    byte[] packed = gzip(rows(0, 4_000).getBytes(UTF_8));
    HttpResponse<String> answer = send(LINES, Arrays.copyOf(packed, packed.length / 2), "gzip");
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode json = RunningServer.json(answer);
    assertThat(json.get("complete").booleanValue()).isFalse();
    long row = json.at("/acknowledged/row").longValue();
    assertThat(row).isBetween(1_000L, 3_999L);
    assertThat(json.at("/error/message").stringValue())
        .isEqualTo(
            "The rows cannot be read to their end: the bytes are not whole gzip: they end too"
                + " early. Rows up to number %,d, on line %,d, are acknowledged; send those behind"
                + " it again.",
            row, row);
    assertThat(Rows.rest(memory.scan(TimeRange.ALL))).hasSize((int) row);
    String rest = rows((int) row, 4_000);
    assertThat(RunningServer.json(send(LINES, rest.getBytes(UTF_8))).get("stored").longValue())
        .isEqualTo(4_000 - row);
  }

  @Test
  void aBodyHasALimit() {
    String most = row(1) + "\n".repeat(MAX_BYTES - row(1).length());
    assertThat(send(LINES, most.getBytes(UTF_8)).statusCode()).isEqualTo(200);
    HttpResponse<String> said = send(LINES, (most + "\n").getBytes(UTF_8));
    assertThat(said.statusCode()).isEqualTo(413);
    assertThat(RunningServer.json(said).get("acknowledged")).isNull();
    byte[] unsaid = (rows(0, 2_000) + most).getBytes(UTF_8);
    HttpResponse<String> answer =
        server.send(
            request()
                .header("Content-Type", LINES)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(unsaid))));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(RunningServer.json(answer).at("/acknowledged/row").intValue()).isEqualTo(2_001);
  }

  @ParameterizedTest
  @CsvSource({"OVERLOADED,429,1", "UNKNOWN,503,5", "UNAVAILABLE,503,5", "DAMAGED,503,60"})
  void aStoreThatFailsIsToldWithWhatItTook(String kind, int status, String retryAfter) {
    StoreException failure =
        switch (kind) {
          case "OVERLOADED" -> new StoreException.Overloaded("secret-18", null);
          case "UNKNOWN" -> new StoreException.OutcomeUnknown("secret-18", null);
          case "UNAVAILABLE" -> new StoreException.Unavailable("secret-18", null);
          default -> new StoreException.Damaged("secret-18", null);
        };
    store.failAppends(1, failure);
    HttpResponse<String> answer = send(LINES, rows(0, 2_500).getBytes(UTF_8));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue(retryAfter);
    assertThat(answer.body()).doesNotContain("secret-1");
    JsonNode json = RunningServer.json(answer);
    assertThat(json.at("/acknowledged/line").intValue()).isEqualTo(1_000);
    assertThat(json.get("stored").intValue()).isEqualTo(1_000);
    assertThat(json.get("complete").booleanValue()).isFalse();
    assertThat(json.at("/error/message").stringValue())
        .contains("Rows up to number 1,000, on line 1,000, are acknowledged");
    assertThat(json.at("/error/message").stringValue().contains("may be stored already"))
        .isEqualTo(kind.equals("UNKNOWN"));
  }

  @Test
  void aSenderWhoLeavesHurtsNobody() throws IOException {
    for (int round = 0; round < 20; round++) {
      try (Socket socket = server.connect()) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(head("Content-Length: 900000"));
        socket.getOutputStream().write(rows(0, 100 * round).getBytes(UTF_8));
      }
    }
    waitUntilIdle();
    JsonNode json = RunningServer.json(send(LINES, rows(0, 2_000).getBytes(UTF_8)));
    assertThat(json.get("stored").intValue() + json.get("repeated").intValue()).isEqualTo(2_000);
    assertThat(Rows.rest(memory.scan(TimeRange.ALL))).hasSize(2_000);
  }

  @Test
  void aSenderWhoIsTooSlowIsToldHowFarItWas() throws IOException {
    ServerLimits impatient = ServerLimits.DEFAULT.withIdleTimeout(Duration.ofMillis(300));
    try (RunningServer slow =
            RunningServer.of(memory, ServerOptions.DEFAULT.withLimits(impatient), intake(), 1);
        Socket socket = slow.connect()) {
      String request = head("Content-Length: 900000", slow.key(Role.WRITER));
      socket.getOutputStream().write((request + rows(0, 3) + "{").getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 408 ")
          .contains("\"acknowledged\":{\"row\":3,\"line\":3}");
    }
  }

  @Test
  void onlySoManyBringRowsAtATime() throws IOException {
    try (Socket first = server.connect();
        Socket second = server.connect()) {
      for (Socket socket : List.of(first, second)) {
        socket.getOutputStream().write(head("Content-Length: " + row(1).length()));
        socket.getOutputStream().write(row(1).substring(0, 10).getBytes(UTF_8));
      }
      waitUntil("touchstone_intake_requests 2.0");
      HttpResponse<String> answer = send(LINES, row(2).getBytes(UTF_8));
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
      first.getOutputStream().write(row(1).substring(10).getBytes(UTF_8));
      second.getOutputStream().write(row(1).substring(10).getBytes(UTF_8));
    }
    waitUntilIdle();
    assertThat(send(LINES, row(2).getBytes(UTF_8)).statusCode()).isEqualTo(200);
  }

  @Test
  void theLogHasNothingOfARow() {
    try (LogLines lines = new LogLines()) {
      send(LINES, (rows(0, 1) + "{\"secret-18\":[]}").getBytes(UTF_8));
      assertThat(lines.next()).startsWith("POST /v1/interactions 207 ").doesNotContain("secret-1");
    }
  }

  private void waitUntilIdle() {
    waitUntil("touchstone_intake_requests 0.0");
  }

  private void waitUntil(String line) {
    String monitor = server.keys().create("m", Set.of(Role.MONITOR), null).text();
    String metrics;
    do {
      metrics =
          server
              .send(server.anonymous("/metrics").header("Authorization", "Bearer " + monitor).GET())
              .body();
    } while (!metrics.lines().toList().contains(line));
  }

  private byte[] head(String header) {
    return head(header, key).getBytes(ISO_8859_1);
  }

  private static String head(String header, String key) {
    return "POST %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nConnection: close\r\n%s\r\n\r\n"
        .formatted(PATH, key, LINES, header);
  }

  private HttpRequest.Builder request() {
    return server.anonymous(PATH).header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> send(String contentType, byte[] body) {
    return server.send(
        request().header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
  }

  private HttpResponse<String> send(String contentType, byte[] body, String encoding) {
    return server.send(
        request()
            .header("Content-Type", contentType)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
