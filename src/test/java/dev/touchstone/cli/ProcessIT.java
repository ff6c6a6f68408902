package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program as a person and an init system meet it. */
final class ProcessIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTACT = "bf41abf0-1b87-555c-bb68-2d62422ba994";

  private static final int BIG = 150_000;
  private static final int MILLION = 1_000_000;

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  @Test
  void aDayWithTheSample() throws IOException, InterruptedException {
    assertThat(imported(ImportCommandTest.SAMPLE).toString())
        .contains("\"read\":175,\"stored\":160,\"repeated\":15", "\"rejected\":0");
    assertThat(imported(ImportCommandTest.SAMPLE).toString())
        .contains("\"read\":175,\"stored\":0,\"repeated\":175");
    String rows;
    try (Child load =
        Child.run(
            "load", "--data", data(), "--contact", CONTACT, "--type", "WebsiteClicked", "--json")) {
      rows = load.rest().strip();
      assertThat(load.exitCode()).isZero();
      assertThat(JSON.readTree(rows)).hasSize(3);
    }
    try (Child server = Child.run("serve", "--data", data(), "--port", "0")) {
      URI uri = uri(server);
      assertThat(get(uri.resolve("/health/ready"))).isEqualTo(200);
      JsonNode answer = JSON.readTree(post(request(uri, CONTACT, "WebsiteClicked")));
      assertThat(answer.get("Data").asString()).isEqualTo(rows);
      try (Child second = Child.run("serve", "--data", data(), "--port", "0")) {
        assertThat(second.exitCode()).isEqualTo(69);
        assertThat(second.errors()).contains("is in use by another Touchstone").hasLineCount(1);
      }
      keysChangeWhileItRuns(uri, rows);
      server.terminate();
      assertThat(server.exitCode()).isZero();
      assertThat(server.errors()).contains("Stopping").doesNotContain(CONTACT, "WARNING");
    }
  }

  private void keysChangeWhileItRuns(URI uri, String rows)
      throws IOException, InterruptedException {
    try (Child create =
        Child.run("key", "create", "--data", data(), "--name", "report", "--role", "reader")) {
      Path key = Files.writeString(folder.resolve("report.key"), create.rest());
      assertThat(create.exitCode()).isZero();
      try (Child load =
          Child.run(
              "load",
              "--url",
              uri,
              "--key-file",
              key,
              "--contact",
              CONTACT,
              "--type",
              "WebsiteClicked",
              "--json")) {
        assertThat(load.rest().strip()).isEqualTo(rows);
        assertThat(load.exitCode()).isZero();
      }
    }
  }

  @Test
  void anImportThatEndsEarlyCanBeRunAgain() throws IOException, InterruptedException {
    Path export = bigExport();
    try (Child stopped = Child.run("import", export, "--data", data())) {
      waitUntilStored(stopped);
      stopped.terminate();
      assertThat(stopped.rest()).containsPattern("Read [0-9,]+ rows").contains("WebsiteVisited");
      assertThat(stopped.exitCode()).isEqualTo(130);
      assertThat(stopped.errors()).contains("Run the same command again");
    }
    long afterStop = count();
    assertThat(afterStop).isPositive().isLessThan(BIG);
    try (Child killed = Child.run("import", export, "--data", data())) {
      waitUntilStored(killed);
      killed.kill();
      assertThat(killed.exitCode()).isEqualTo(128 + 9);
    }
    long afterKill = count();
    assertThat(afterKill).isGreaterThanOrEqualTo(afterStop);
    JsonNode summary = imported(export);
    long takenBefore = summary.at("/takenBefore/rows").asLong();
    assertThat(takenBefore).isBetween(afterStop, afterKill);
    assertThat(summary.get("read").asLong()).isEqualTo(BIG - takenBefore);
    assertThat(summary.get("repeated").asLong()).isEqualTo(afterKill - takenBefore);
    assertThat(summary.get("stored").asLong()).isEqualTo(BIG - afterKill);
    assertThat(count()).isEqualTo(BIG);
    JsonNode again = imported(export, "--again");
    assertThat(again.get("repeated").asLong()).isEqualTo(BIG);
  }

  @Test
  void aMillionRowsOfOneContactStreamThroughASmallHeap() throws IOException, InterruptedException {
    String contact = new UUID(7, 7).toString();
    try (OpenFolder open = OpenFolder.open(data(), Config.defaults())) {
      appendMillion(open.store(), contact);
    }
    try (Child server = Child.java(List.of("-Xmx256m"), "serve", "--data", data(), "--port", "0")) {
      URI uri = uri(server);
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpResponse<InputStream> answer =
            client.send(
                request(uri, contact, "EmailOpened"), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
          Count count = Count.of(body, "{\\\"InteractionId\\\":");
          assertThat(count.found()).isEqualTo(MILLION);
          assertThat(count.end()).endsWith("}]\",\"NextSkipToken\":null}");
        }
      }
      server.terminate();
      assertThat(server.exitCode()).isZero();
      assertThat(server.errors()).doesNotContain("OutOfMemory");
    }
  }

  /** How often a text stands in a stream, and the stream's end. */
  private record Count(int found, String end) {
    static Count of(InputStream in, String text) throws IOException {
      byte[] wanted = text.getBytes(US_ASCII);
      byte[] chunk = new byte[1 << 16];
      StringBuilder end = new StringBuilder();
      int found = 0;
      int matched = 0;
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        for (int i = 0; i < length; i++) {
          matched = chunk[i] == wanted[matched] ? matched + 1 : chunk[i] == wanted[0] ? 1 : 0;
          if (matched == wanted.length) {
            found++;
            matched = 0;
          }
        }
        end.append(new String(chunk, 0, length, US_ASCII));
        end.delete(0, Math.max(0, end.length() - 100));
      }
      return new Count(found, end.toString());
    }
  }

  private static void appendMillion(InteractionStore store, String contact) {
    Fields fields =
        Fields.of(
            Map.of(
                "OrganizationId", "fc2b096a-7a41-5ca6-950e-a844284e31a4",
                "MessageId", "44ee44ee-ff55-aa66-bb77-88cc88cc88cc",
                "EmailAddressUsed", "sample@adventure-works.com"));
    List<Interaction> batch = new ArrayList<>();
    for (int i = 0; i < MILLION; i++) {
      batch.add(
          new Interaction(
              ContactId.parse(contact),
              new TypeName("EmailOpened"),
              Instant.ofEpochSecond(1_600_000_000L + i / 2),
              InteractionId.parse(new UUID(1, i).toString()),
              1,
              fields));
      if (batch.size() == InteractionStore.MAX_APPEND) {
        store.append(batch);
        batch.clear();
      }
    }
    store.append(batch);
  }

  private JsonNode imported(Path export, String... options)
      throws IOException, InterruptedException {
    Object[] arguments =
        Stream.concat(Stream.of("import", export, "--data", data(), "--json"), Stream.of(options))
            .toArray();
    try (Child child = Child.run(arguments)) {
      JsonNode summary = JSON.readTree(child.rest());
      assertThat(child.exitCode()).as(child.errors()).isZero();
      return summary;
    }
  }

  private Path bigExport() throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("export").resolve("csv/WebsiteVisited"));
    try (BufferedWriter blob = Files.newBufferedWriter(blobs.resolve("blob"))) {
      blob.write("\"InteractionType\",\"Timestamp\",\"InternalMarketingInteractionId\",");
      blob.write("\"ContactId\",\"PageAddress\"\r\n");
      for (int i = 0; i < BIG; i++) {
        blob.write(
            "\"WebsiteVisited\",\"%s\",\"%s\",\"contact %d\",\"https://example.com/page/%d\"\r\n"
                .formatted(Instant.ofEpochSecond(1_600_000_000L + i), new UUID(2, i), i % 100, i));
      }
    }
    return folder.resolve("export");
  }

  /** Returns when the import has written a good part more to the engine's log than stood there. */
  private void waitUntilStored(Child importing) throws IOException, InterruptedException {
    long before = storedBytes();
    while (storedBytes() < before + (1 << 20)) {
      assertThat(importing.endsSoon()).as("ended before it was stopped").isFalse();
    }
  }

  private long storedBytes() throws IOException {
    Path engine = data().resolve("rocksdb");
    if (Files.notExists(engine)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> files = Files.list(engine)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".log")).toList()) {
        bytes = Math.max(bytes, file.toFile().length());
      }
    }
    return bytes;
  }

  private long count() {
    long count = 0;
    try (OpenFolder open = OpenFolder.open(data(), Config.defaults());
        Scan scan = open.store().scan(TimeRange.ALL)) {
      while (scan.hasNext()) {
        scan.next();
        count++;
      }
    }
    return count;
  }

  private URI uri(Child server) throws IOException {
    String line = server.line();
    assertThat(line).as(server.errors()).startsWith("Serving %s at http:".formatted(data()));
    return URI.create(line.substring(line.lastIndexOf(' ') + 1));
  }

  private HttpRequest request(URI server, String contact, String type) throws IOException {
    return HttpRequest.newBuilder(server.resolve("/api/data/v9.2/msdyncrm_LoadInteractionsPublic"))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + Files.readString(data().resolve("admin.key")).strip())
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"ContactId\":\"%s\",\"InteractionType\":\"%s\"}".formatted(contact, type)))
        .build();
  }

  private static String post(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static int get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
