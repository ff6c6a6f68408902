package dev.touchstone.cli;

import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.client.LoadInteractionsRequest;
import dev.touchstone.client.LoadInteractionsResponse;
import dev.touchstone.client.TouchstoneClient;
import dev.touchstone.config.Config;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.config.Setting;
import dev.touchstone.config.Settings;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.testing.CassandraCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one cluster are one server, in two places. */
class ServersOnCassandra {
  private static final String CONTACT = "2aac86fe-48a9-5536-a607-97495221c573";

  private final Shell shell = new Shell();

  @TempDir private Path folder;

  @BeforeEach
  void makeKeyspace() {
    InetSocketAddress node = CassandraCluster.shared().addresses().getFirst();
    shell.environment.put("TOUCHSTONE_STORE_ENGINE", "cassandra");
    shell.environment.put(
        "TOUCHSTONE_STORE_CASSANDRA_CONTACT_POINTS", node.getHostString() + ":" + node.getPort());
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_KEYSPACE", "servers");
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_REPLICATION", "datacenter1=1");
    shell.environment.put("TOUCHSTONE_STORE_CASSANDRA_REQUEST_TIMEOUT", "PT10S");
    Shell.Result made = shell.run("schema", "--apply", "--data", folder.resolve("a"));
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.err()).contains("Keyspace servers is there, with 1 replica in datacenter1.");
    assertThat(shell.run("schema", "--apply", "--data", folder.resolve("a")).exitCode()).isZero();
  }

  private Config config() {
    return new Settings()
        .addEnvironment(shell.environment::get)
        .add(Setting.AUTH_MODE, "off", "test")
        .toConfig();
  }

  /** As an operator does it: the folder of secrets of the first is copied. */
  private void shareSecrets() throws IOException {
    Path from = folder.resolve("a").resolve("secrets");
    Path to = folder.resolve("b").resolve("secrets");
    PrivateFiles.ensureFolder(folder.resolve("b"));
    PrivateFiles.ensureFolder(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static LoadInteractionsResponse load(URI server, @Nullable String token) {
    try (TouchstoneClient client = TouchstoneClient.builder(server).build()) {
      return client.load(new LoadInteractionsRequest(CONTACT, "EmailSent", null, null, 10, token));
    }
  }

  @Test
  void whatOneGivesOutTheOtherTakes() throws IOException {
    ContactId contact = ContactId.parse(CONTACT);
    List<Interaction> rows =
        IntStream.range(0, 25)
            .mapToObj(i -> row(contact, SENT, NOON.minusSeconds(i), Integer.toString(i)))
            .toList();
    try (OpenFolder first = OpenFolder.open(folder.resolve("a"), config());
        TouchstoneServer one = Serving.start(first, first.config().catalogue(), 0)) {
      shareSecrets();
      try (OpenFolder second = OpenFolder.open(folder.resolve("b"), config());
          TouchstoneServer two = Serving.start(second, second.config().catalogue(), 0)) {
        first.store().append(rows);
        LoadInteractionsResponse page = load(one.uri(), null);
        assertThat(page.rows()).hasSize(10);
        LoadInteractionsResponse next = load(two.uri(), page.nextSkipToken());
        assertThat(next.rows().getFirst().interactionId()).isEqualTo("10");
        assertThat(load(one.uri(), next.nextSkipToken()).rows()).hasSize(5);
        assertThat(second.store().erase(contact).interactions()).isEqualTo(25);
        assertThat(load(one.uri(), null).rows()).isEmpty();
        ByteArrayOutputStream metrics = new ByteArrayOutputStream();
        second.metrics().write(metrics);
        assertThat(metrics.toString(UTF_8))
            .contains(
                "touchstone_cassandra_statement_seconds_count{outcome=\"answered\",statement=")
            .doesNotContain(CONTACT);
      }
    }
  }
}
