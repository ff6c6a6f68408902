package dev.touchstone.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Real nodes of Apache Cassandra on 127.0.0.1 and its neighbours, from {@code mvn -Pcassandra}.
 * They end with this process, however it ends.
 */
public final class CassandraCluster implements AutoCloseable {
  private static final Path ROOT = Path.of("target/cassandra");

  private final CassandraSetup setup;
  private final List<CassandraNode> nodes;

  private CassandraCluster(CassandraSetup setup) {
    this.setup = setup;
    this.nodes =
        IntStream.rangeClosed(1, setup.nodes()).mapToObj(i -> new CassandraNode(setup, i)).toList();
  }

  /** The one node that tests share; it is started for the first of them. */
  public static CassandraCluster shared() {
    return Shared.NODE;
  }

  private static final class Shared {
    static final CassandraCluster NODE = start("shared", 1, false);
  }

  /**
   * Starts empty nodes, and returns when each takes connections.
   *
   * @param name of the folder below target/cassandra
   * @param synced whether writes are on the disk before they are acknowledged
   */
  public static CassandraCluster start(String name, int nodes, boolean synced) {
    return start(name, nodes, synced, CassandraSetup.OPEN);
  }

  /**
   * Starts a node that asks who connects, and speaks TLS only.
   *
   * @param keyStore a file of the kind PKCS12
   */
  public static CassandraCluster startGuarded(String name, Path keyStore, String password) {
    String access =
        """
        authenticator: PasswordAuthenticator
        authorizer: CassandraAuthorizer
        role_manager: CassandraRoleManager
        client_encryption_options:
          enabled: true
          optional: false
          store_type: PKCS12
          keystore: %s
          keystore_password: %s
        """
            .formatted(keyStore, password);
    return start(name, 1, false, access);
  }

  private static CassandraCluster start(String name, int nodes, boolean synced, String access) {
    try {
      Path root = ROOT.resolve(name);
      delete(root);
      CassandraCluster cluster =
          new CassandraCluster(CassandraSetup.on(root, nodes, synced, access));
      cluster.startAll();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startAll() {
    try {
      nodes.forEach(node -> node.start(List.of()));
      nodes.forEach(CassandraNode::awaitListening);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Where each node takes connections, in the order of their numbers. */
  public List<InetSocketAddress> addresses() {
    return nodes.stream().map(CassandraNode::address).toList();
  }

  /** The folder of a node's files. */
  public Path folder(int number) {
    return setup.folder(number);
  }

  /** Kills a node without a warning. */
  public void kill(int number) {
    node(number).kill();
  }

  /** Starts a node again on what it has, and returns when it takes connections. */
  public void restart(int number) {
    restart(number, List.of());
  }

  /** The same with a clock that is an hour ahead of the others'. */
  public void restartAnHourAhead(int number) {
    restart(number, setup.anHourAhead());
  }

  /**
   * The same.
   *
   * @param options of its JVM, beside the usual ones
   */
  public void restart(int number, List<String> options) {
    node(number).start(options);
    node(number).awaitListening();
  }

  /** Stops a node's threads: it answers nothing until it {@link #resume}s. */
  public void pause(int number) {
    node(number).signal("STOP");
  }

  public void resume(int number) {
    node(number).signal("CONT");
  }

  private CassandraNode node(int number) {
    return nodes.get(number - 1);
  }

  @Override
  public void close() {
    nodes.forEach(CassandraNode::close);
  }
}
