package dev.touchstone.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.touchstone.config.ConfigException;
import dev.touchstone.config.Pem;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class TlsTest {
  private static final Instant EXPIRES = Instant.parse("2036-01-01T00:00:00Z");

  private final HandClock clock = new HandClock();
  @TempDir Path folder;
  private Path certificates;
  private Path key;

  @BeforeEach
  void start() {
    certificates = folder.resolve("server.crt");
    key = folder.resolve("server.key");
  }

  @Test
  void everyFormOfKeyServesAConnection() throws Exception {
    KeyPair rsa = Certificates.pair("RSA", 2048);
    KeyPair p256 = Certificates.pair("EC", 256);
    KeyPair p384 = Certificates.pair("EC", 384);
    KeyPair edwards = Certificates.pair("Ed25519", 0);
    assertServes(rsa, Certificates.pkcs8(rsa.getPrivate()));
    assertServes(rsa, Certificates.pkcs1(rsa.getPrivate()));
    assertServes(p256, Certificates.pkcs8(p256.getPrivate()));
    assertServes(p256, Certificates.sec1((ECPrivateKey) p256.getPrivate()));
    assertServes(p384, Certificates.sec1((ECPrivateKey) p384.getPrivate()));
    assertServes(edwards, Certificates.pkcs8(edwards.getPrivate()));
  }

  @Test
  void newFilesServeNewConnections() throws Exception {
    KeyPair first = Certificates.pair("EC", 256);
    X509Certificate one = writePair(first, 1);
    Tls tls = tls();
    try (SSLServerSocket server = listen(tls)) {
      assertThat(connect(server, one)).isEqualTo(one);

      X509Certificate two = writePair(Certificates.pair("RSA", 2048), 2);
      assertThat(connect(server, one)).as("before the files are due").isEqualTo(one);
      clock.advance(Tls.CHECK_INTERVAL);
      assertThat(connect(server, two)).isEqualTo(two);
      assertThat(tls.expires()).isEqualTo(EXPIRES.plusSeconds(2));
    }
  }

  @Test
  void reloadLooksAtOnce() throws Exception {
    writePair(Certificates.pair("EC", 256), 1);
    Tls tls = tls();
    writePair(Certificates.pair("EC", 256), 2);
    assertThat(tls.expires()).isEqualTo(EXPIRES.plusSeconds(1));
    tls.reload();
    assertThat(tls.expires()).isEqualTo(EXPIRES.plusSeconds(2));
  }

  @Test
  void brokenFilesLeaveTheOldCertificateAndAreReportedOnce() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Tls.class);
    logger.addAppender(log);
    X509Certificate one = writePair(Certificates.pair("EC", 256), 1);
    Tls tls = tls();
    try (SSLServerSocket server = listen(tls)) {
      Certificates.write(key, Certificates.pkcs8(Certificates.pair("EC", 256).getPrivate()));
      for (int i = 0; i < 3; i++) {
        clock.advance(Tls.CHECK_INTERVAL);
        assertThat(connect(server, one)).isEqualTo(one);
      }
      assertThat(log.list).hasSize(1);
      Files.delete(certificates);
      clock.advance(Tls.CHECK_INTERVAL);
      assertThat(connect(server, one)).isEqualTo(one);
      assertThat(log.list).hasSize(2);
      X509Certificate two = writePair(Certificates.pair("EC", 256), 2);
      clock.advance(Tls.CHECK_INTERVAL);
      assertThat(connect(server, two)).isEqualTo(two);
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void aChainIsReadInOrder() throws Exception {
    KeyPair root = Certificates.pair("EC", 256);
    KeyPair leaf = Certificates.pair("EC", 256);
    X509Certificate leafCertificate = Certificates.certificate(leaf, 1, root, EXPIRES);
    X509Certificate rootCertificate =
        Certificates.certificate(root, 2, root, EXPIRES.minusSeconds(5));
    Certificates.write(key, Certificates.pkcs8(leaf.getPrivate()));
    Certificates.write(certificates, leafCertificate, rootCertificate);
    assertThat(new TlsFiles(certificates, key).read().chain())
        .containsExactly(leafCertificate, rootCertificate);
    assertThat(tls().expires()).isEqualTo(EXPIRES.minusSeconds(5));

    Certificates.write(certificates, rootCertificate, leafCertificate);
    assertFails("certificate 1 is not signed by the next one");
  }

  @Test
  void certificateAndKeyMayBeOneFile() throws Exception {
    KeyPair pair = Certificates.pair("EC", 256);
    X509Certificate certificate = Certificates.certificate(pair, 1, pair, EXPIRES);
    Certificates.write(certificates, Certificates.pkcs8(pair.getPrivate()), certificate);
    assertThat(new TlsFiles(certificates, certificates).read().chain())
        .containsExactly(certificate);
  }

  @Test
  void whatCannotBeUsedIsRefusedWithTheReason() throws Exception {
    KeyPair pair = Certificates.pair("EC", 256);
    writePair(pair, 1);
    KeyPair other = Certificates.pair("EC", 256);
    Certificates.write(key, Certificates.pkcs8(other.getPrivate()));
    assertFails("is not the key of the first certificate");
    Certificates.write(key, Certificates.pkcs8(Certificates.pair("RSA", 2048).getPrivate()));
    assertFails("is not the key of the first certificate");

    Certificates.write(key, new PemObject("ENCRYPTED PRIVATE KEY", new byte[64]));
    assertFails("is encrypted");
    Files.writeString(
        key,
        """
        -----BEGIN RSA PRIVATE KEY-----
        Proc-Type: 4,ENCRYPTED
        AAAA
        -----END RSA PRIVATE KEY-----
        """);
    assertFails("is encrypted");
    PrivateKey right = pair.getPrivate();
    Certificates.write(key, Certificates.pkcs8(right), Certificates.pkcs8(right));
    assertFails("holds 2 private keys");
    Files.writeString(key, "");
    assertFails("holds 0 private keys");
    for (String label :
        List.of("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY")) {
      for (byte[] nonsense :
          List.of(
              new byte[0],
              new byte[] {0x30},
              new byte[] {0x30, (byte) 0xff},
              new byte[] {0x30, 2, 1},
              new byte[] {0x30, (byte) 0x82, 0x7f, 0x7f, 1},
              new byte[100])) {
        Certificates.write(key, new PemObject(label, nonsense));
        assertFails("not RSA, EC or Ed25519");
      }
    }
    Files.writeString(key, "-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n");
    assertFails("not RSA, EC or Ed25519");
    // Without its curve: what a PKCS#8 envelope says outside is said nowhere.
    Certificates.write(key, right);
    assertFails("not RSA, EC or Ed25519");
    Files.write(key, new byte[Pem.MAX_BYTES + 1]);
    assertFails("larger than");

    Certificates.write(key, Certificates.pkcs8(right));
    Files.writeString(certificates, "nothing");
    assertFails("holds 0 certificates");
    Certificates.write(certificates, new PemObject("CERTIFICATE", new byte[10]));
    assertFails("certificate 1 cannot be read");
    Files.delete(certificates);
    assertFails("cannot be read");
  }

  private Tls tls() {
    return new Tls(new TlsFiles(certificates, key), clock);
  }

  private void assertFails(String reason) {
    assertThatThrownBy(this::tls)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(reason);
  }

  private X509Certificate writePair(KeyPair pair, int serial) throws Exception {
    X509Certificate certificate =
        Certificates.certificate(pair, serial, pair, EXPIRES.plusSeconds(serial));
    Certificates.write(certificates, certificate);
    Certificates.write(key, Certificates.pkcs8(pair.getPrivate()));
    return certificate;
  }

  private void assertServes(KeyPair pair, Object keyObject) throws Exception {
    X509Certificate certificate = writePair(pair, 1);
    Certificates.write(key, keyObject);
    try (SSLServerSocket server = listen(tls())) {
      assertThat(connect(server, certificate)).isEqualTo(certificate);
    }
  }

  private static SSLServerSocket listen(Tls tls) throws Exception {
    return (SSLServerSocket) tls.context().getServerSocketFactory().createServerSocket(0);
  }

  /** Connects as a client that trusts one certificate only, and gives the one it was shown. */
  private static X509Certificate connect(SSLServerSocket server, X509Certificate trusted)
      throws Exception {
    CompletableFuture<Void> served =
        CompletableFuture.runAsync(
            () -> {
              try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
                socket.getOutputStream().write(1);
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    try (SSLSocket socket =
        (SSLSocket)
            Certificates.trusting(trusted)
                .getSocketFactory()
                .createSocket("localhost", server.getLocalPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo(1);
      served.join();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }
}
