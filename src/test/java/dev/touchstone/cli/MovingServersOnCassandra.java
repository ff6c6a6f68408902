package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.config.Settings;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.CassandraCluster;
import dev.touchstone.testing.Rows;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers on one keyspace. One moves it and serves meanwhile; the other one was not told, and
 * is written to until it refuses. Whatever either acknowledged is there when the move is done.
 */
@Timeout(400)
class MovingServersOnCassandra {
  private static final int BATCH = 100;

  private final Shell mover = new Shell();
  private final SentRows rows = new SentRows();

  @TempDir private Path folder;
  private String keyspace = "";

  @Test
  void nothingIsLostOfAServerThatDoesNotKnow() throws Exception {
    makeKeyspace();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        OpenFolder other = OpenFolder.open(folder.resolve("other"), config());
        TouchstoneServer server = Serving.start(other, other.config().catalogue(), 0)) {
      Files.createDirectories(folder.resolve("mover"));
      EraseCommandTest.copySecrets(folder.resolve("other"), folder.resolve("mover"));
      Future<?> unaware = threads.submit(() -> send(server.uri(), () -> hasNoticed(other)));
      rows.awaitAnswers(3);
      Future<Shell.Result> moving = threads.submit(this::serveMoving);
      Future<?> aware = threads.submit(() -> send(address(moving), mover.stop::isAsked));
      unaware.get();
      assertRefused(server.uri());
      assertOneMoves();
      await(moving, "is the store from now on");
      rows.awaitAnswers(3);
      try {
        assertBothAreMeasured(address(moving));
      } finally {
        mover.stop.ask(); // or else nobody here ends
      }
      aware.get();
      assertThat(moving.get().exitCode()).as(mover.told()).isZero();
    }
    checkTarget();
  }

  private void makeKeyspace() {
    keyspace = "moving_" + UUID.randomUUID().toString().substring(0, 8);
    InetSocketAddress node = CassandraCluster.shared().addresses().getFirst();
    set("AUTH_MODE", "off");
    set("STORE_ENGINE", "cassandra");
    set("STORE_CASSANDRA_CONTACT_POINTS", node.getHostString() + ":" + node.getPort());
    set("STORE_CASSANDRA_KEYSPACE", keyspace);
    set("STORE_CASSANDRA_REPLICATION", "datacenter1=1");
    set("STORE_CASSANDRA_REQUEST_TIMEOUT", "PT10S");
    Shell.Result made = mover.run("schema", "--apply", "--data", folder.resolve("other"));
    assertThat(made.exitCode()).as(made.err()).isZero();
  }

  private void set(String setting, String value) {
    mover.environment.put("TOUCHSTONE_" + setting, value);
  }

  private Config config() {
    return new Settings().addEnvironment(mover.environment::get).toConfig();
  }

  private Shell.Result serveMoving() {
    Path data = folder.resolve("mover");
    return mover.run("serve", "--data", data, "--port", "0", "--move-to", target());
  }

  private String target() {
    return "rocksdb:" + folder.resolve("moved");
  }

  private URI address(Future<Shell.Result> moving) {
    await(moving, "Serving ");
    String line = mover.written().lines().filter(it -> it.startsWith("Serving ")).findFirst().get();
    return URI.create(line.substring(line.lastIndexOf(' ') + 1));
  }

  /** Waits until the server that moves has said something. */
  private void await(Future<Shell.Result> moving, String words) {
    while (!mover.written().contains(words)) {
      assertThat(moving.isDone()).as("ended: %s", mover.told()).isFalse();
      LockSupport.parkNanos(20_000_000);
    }
  }

  private void send(URI server, BooleanSupplier until) {
    try (RowSender sender = new RowSender(server, "", rows)) {
      while (!until.getAsBoolean()) {
        sender.send(rows.next(BATCH));
      }
    }
  }

  private static boolean hasNoticed(OpenFolder server) {
    try {
      server.kept().check();
      return false;
    } catch (StoreException.Unavailable e) {
      return String.valueOf(e.getMessage()).contains("is being moved to rocksdb:");
    }
  }

  private static void assertRefused(URI server) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> refused =
          client.send(
              HttpRequest.newBuilder(server.resolve("/v1/interactions"))
                  .header("Content-Type", "application/x-ndjson")
                  .POST(BodyPublishers.ofString(SentRows.line(0)))
                  .build(),
              BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      HttpRequest ready = HttpRequest.newBuilder(server.resolve("/health/ready")).build();
      assertThat(client.send(ready, BodyHandlers.discarding()).statusCode()).isEqualTo(503);
    }
  }

  private static void assertBothAreMeasured(URI server) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(server.resolve("/metrics")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body())
          .contains("touchstone_cassandra_statement_seconds_count{")
          .containsPattern("touchstone_store_committed_rows_total [1-9]")
          .containsPattern("touchstone_store_queued_rows [0-9]")
          .contains("touchstone_move_switched 1.0");
    }
  }

  /** Nobody gives up what another process moves. */
  private void assertOneMoves() {
    Shell second = new Shell();
    second.environment.putAll(mover.environment);
    String node = mover.environment.get("TOUCHSTONE_STORE_CASSANDRA_CONTACT_POINTS");
    String source = "cassandra:%s/%s".formatted(node, keyspace);
    Object[] giveUp = {"move", "--from", source, "--data", folder.resolve("other"), "--give-up"};
    Shell.Result refused = second.run(giveUp);
    assertThat(refused.exitCode()).isEqualTo(69);
    assertThat(refused.err()).contains("being moved by another process");
  }

  private void checkTarget() throws IOException {
    Path moved = folder.resolve("moved");
    Files.copy(folder.resolve("mover").resolve("ledger.ndjson"), moved.resolve("ledger.ndjson"));
    EraseCommandTest.copySecrets(folder.resolve("mover"), moved);
    try (OpenFolder open = OpenFolder.open(moved, Config.defaults())) {
      rows.check("after the move", Rows.rest(open.kept().scan(TimeRange.ALL)));
    }
  }
}
