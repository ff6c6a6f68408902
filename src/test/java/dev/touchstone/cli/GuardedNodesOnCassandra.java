package dev.touchstone.cli;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.rest;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import dev.touchstone.access.Certificates;
import dev.touchstone.config.Config;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.config.Settings;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.testing.CassandraCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A node that speaks TLS only, asks who connects, and lets each do what it was granted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedNodesOnCassandra {
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final String PASSWORD = "of the key store";
  private static final int MOST_LOGINS = 600;

  private final Shell shell = new Shell();
  private Path folder;
  private CassandraCluster cluster;
  private X509Certificate certificate;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    KeyPair pair = Certificates.pair("EC", 256);
    certificate = Certificates.certificate(pair, 1, pair, LATER);
    Certificates.write(folder.resolve("authorities.pem"), certificate);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "node", pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {certificate});
    Path file = folder.resolve("node.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    cluster = CassandraCluster.startGuarded("guarded", file, PASSWORD);
    grant();
  }

  /** As whoever runs the nodes does it: a role of its own for the servers. */
  private void grant() throws Exception {
    try (CqlSession session = administrator()) {
      session.execute("CREATE ROLE IF NOT EXISTS servers WITH PASSWORD = 'right' AND LOGIN = true");
      session.execute("CREATE ROLE IF NOT EXISTS nobody WITH PASSWORD = 'right' AND LOGIN = true");
    }
    settings("cassandra", "cassandra");
    Shell.Result made = shell.run("schema", "--apply", "--data", folder.resolve("data"));
    assertThat(made.exitCode()).as(made.err()).isZero();
    try (CqlSession session = administrator()) {
      session.execute("GRANT SELECT ON KEYSPACE guarded TO servers");
      session.execute("GRANT MODIFY ON KEYSPACE guarded TO servers");
    }
  }

  /** The node makes its first role a moment after it takes connections. */
  private CqlSession administrator() throws Exception {
    for (int login = 1; ; login++) {
      try {
        return CqlSession.builder()
            .addContactPoint(node())
            .withLocalDatacenter("datacenter1")
            .withAuthCredentials("cassandra", "cassandra")
            .withSslEngineFactory(
                new ProgrammaticSslEngineFactory(Certificates.trusting(certificate), null, true))
            .build();
      } catch (AllNodesFailedException e) {
        if (login == MOST_LOGINS) {
          throw e;
        }
      }
    }
  }

  private InetSocketAddress node() {
    return cluster.addresses().getFirst();
  }

  @AfterAll
  void close() {
    cluster.close();
  }

  @BeforeEach
  void useTheRightOnes() throws IOException {
    settings("servers", "right");
  }

  private void settings(String user, String password) throws IOException {
    Path file = folder.resolve("password");
    PrivateFiles.replace(file, password.getBytes(StandardCharsets.UTF_8));
    set("ENGINE", "cassandra");
    set("CASSANDRA_CONTACT_POINTS", node().getHostString() + ":" + node().getPort());
    set("CASSANDRA_KEYSPACE", "guarded");
    set("CASSANDRA_REPLICATION", "datacenter1=1");
    set("CASSANDRA_REQUEST_TIMEOUT", "PT10S");
    set("CASSANDRA_USERNAME", user);
    set("CASSANDRA_PASSWORD_FILE", file.toString());
    set("CASSANDRA_TLS_AUTHORITIES", folder.resolve("authorities.pem").toString());
  }

  private void set(String setting, String value) {
    shell.environment.put("TOUCHSTONE_STORE_" + setting, value);
  }

  private OpenFolder open() {
    Config config = new Settings().addEnvironment(shell.environment::get).toConfig();
    return OpenFolder.open(folder.resolve("data"), config);
  }

  @Test
  void whoIsKnownAndTrustsTheNodeReadsAndWrites() {
    try (OpenFolder open = open()) {
      assertThat(open.kept().append(List.of(row(ANNA, SENT, NOON, "1"))))
          .isSubsetOf(Verdict.STORED, Verdict.REPEATED);
      assertThat(rest(open.kept().scan(ANNA))).hasSize(1);
      assertThat(open.kept().erase(ANNA).interactions()).isEqualTo(1);
    }
  }

  @Test
  void aWrongPasswordIsAMessageThatDoesNotHoldIt() throws IOException {
    settings("servers", "mistaken");
    assertRefused("lets us in", "mistaken");
  }

  @Test
  void whoWasGrantedNothingIsRefused() throws IOException {
    settings("nobody", "right");
    assertThatThrownBy(() -> open().close()).isInstanceOf(StoreException.class);
  }

  @Test
  void aNodeWithACertificateOfAnotherAuthorityIsNotTrusted() throws Exception {
    KeyPair other = Certificates.pair("EC", 256);
    Path file = folder.resolve("others.pem");
    Certificates.write(file, Certificates.certificate(other, 2, other, LATER));
    set("CASSANDRA_TLS_AUTHORITIES", file.toString());
    assertRefused("lets us in", "right");
  }

  @Test
  void withoutTlsNobodyIsLetIn() {
    shell.environment.remove("TOUCHSTONE_STORE_CASSANDRA_TLS_AUTHORITIES");
    assertRefused("lets us in", "right");
  }

  private void assertRefused(String words, String secret) {
    Shell.Result result =
        shell.run(
            "load", "--data", folder.resolve("data"), "--contact", "a", "--type", "EmailSent");
    assertThat(result.exitCode()).isIn(69, 75);
    assertThat(result.err()).contains(words).doesNotContain(secret + "'", "PASSWORD");
  }
}
