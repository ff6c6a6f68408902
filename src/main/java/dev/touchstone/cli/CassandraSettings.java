package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.CassandraConfig;
import dev.touchstone.config.ConfigException;
import dev.touchstone.config.Pem;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.store.cassandra.CassandraOptions;
import dev.touchstone.store.cassandra.Consistency;
import dev.touchstone.store.cassandra.Credentials;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.telemetry.Metrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** What the settings say about Apache Cassandra, as its store wants it. */
final class CassandraSettings {
  private static final int MAX_PASSWORD_BYTES = 1 << 10;

  private CassandraSettings() {}

  /**
   * The options of the store.
   *
   * @throws ConfigException if a file cannot be read, or is not what it should be
   */
  static CassandraOptions options(CassandraConfig config) {
    return new CassandraOptions(
        config.contactPoints().stream()
            .map(node -> new InetSocketAddress(node.host(), node.port()))
            .toList(),
        config.localDatacenter(),
        config.keyspace(),
        credentials(config.username(), config.passwordFile()),
        Optional.ofNullable(config.tlsAuthorities()).map(CassandraSettings::tls),
        config.everyDatacenter() ? Consistency.QUORUM : Consistency.LOCAL_QUORUM,
        config.requestTimeout(),
        config.speculativeDelay().isZero()
            ? Optional.empty()
            : Optional.of(config.speculativeDelay()),
        config.concurrentStatements(),
        config.concurrentCalls());
  }

  /** What tells the metrics of every statement. */
  static StatementListener listener(Metrics metrics) {
    return (statement, outcome, elapsed) ->
        metrics.statement(statement, outcome.name().toLowerCase(Locale.ROOT), elapsed);
  }

  private static Optional<Credentials> credentials(@Nullable String user, @Nullable Path file) {
    if (user == null || file == null) {
      return Optional.empty();
    }
    try {
      PrivateFiles.requirePrivate(file);
      if (Files.size(file) > MAX_PASSWORD_BYTES) {
        throw new ConfigException(
            "%s is larger than %,d bytes".formatted(file, MAX_PASSWORD_BYTES), null);
      }
      String text = new String(Files.readAllBytes(file), UTF_8);
      return Optional.of(new Credentials(user, text.strip()));
    } catch (IOException e) {
      throw new ConfigException("the password file cannot be read: " + e, e);
    }
  }

  /** Trusts certificates that lead to one of the file, and no others. */
  private static SSLContext tls(Path authorities) {
    List<Pem> blocks = Pem.read(authorities);
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      CertificateFactory certificates = CertificateFactory.getInstance("X.509");
      for (Pem block : blocks) {
        if (block.label().equals("CERTIFICATE")) {
          byte[] text = Pem.encode(block.label(), block.bytes()).getBytes(UTF_8);
          trusted.setCertificateEntry(
              Integer.toString(trusted.size()),
              certificates.generateCertificate(new ByteArrayInputStream(text)));
        }
      }
      if (trusted.size() == 0) {
        throw new ConfigException(authorities + " has no certificate in PEM form", null);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new ConfigException(authorities + " cannot be used: " + e.getMessage(), e);
    }
  }
}
