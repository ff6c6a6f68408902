package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.access.Certificates;
import dev.touchstone.access.Tls;
import dev.touchstone.access.TlsFiles;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsHttpTest {
  private final Instant later = Instant.now().plus(Duration.ofDays(1));

  /** The first byte of the records of TLS, RFC 8446, 5.1. */
  private static final byte HANDSHAKE = 22;

  private static final byte ALERT = 21;

  @TempDir Path folder;
  private X509Certificate certificate;
  private Tls tls;
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    certificate = writeCertificate(1);
    tls =
        new Tls(
            new TlsFiles(folder.resolve("server.pem"), folder.resolve("server.key")),
            InstantSource.system());
    server = serve(ServerLimits.DEFAULT);
  }

  private RunningServer serve(ServerLimits limits) {
    return RunningServer.of(
        LongHistory.of(1),
        ServerOptions.DEFAULT.withTls(tls).withLimits(limits),
        ODataOptions.DEFAULT);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void callsAreAnswered(HttpClient.Version version) throws Exception {
    HttpResponse<String> answer = call(version, certificate);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version()).isEqualTo(version);
    assertThat(answer.body())
        .contains("\"@odata.context\":\"" + organization() + "/api/data/v9.0/");
    assertThat(RunningServer.rows(answer)).hasSize(1);
  }

  @Test
  void theChallengeNamesTheEncryptedAddress() throws Exception {
    try (HttpClient client = client(HttpClient.Version.HTTP_1_1, certificate)) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(organization() + "/x")).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
          .contains("resource_id=" + organization() + "/");
    }
  }

  @Test
  void aNewCertificateIsUsedWithoutARestart() throws Exception {
    X509Certificate other = writeCertificate(2);
    tls.reload();
    assertThat(call(HttpClient.Version.HTTP_2, other).statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> call(HttpClient.Version.HTTP_2, certificate))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, true", "TLSv1.3, true", "TLSv1.1, false"})
  void oldProtocolsAreRefused(String protocol, boolean spoken) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {protocol});
    try (SSLSocket socket =
        (SSLSocket)
            Certificates.trusting(certificate)
                .getSocketFactory()
                .createSocket("localhost", server.uri().getPort())) {
      socket.setSSLParameters(parameters);
      if (spoken) {
        socket.startHandshake();
        assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
      } else {
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
      }
    }
  }

  @Test
  void nothingIsAnsweredInClear() throws IOException {
    assertThat(server.exactly(Documented.request("a"))).doesNotContain("HTTP/1.1");
  }

  @Test
  void aHandshakeThatIsNeverFinishedIsClosed() throws IOException {
    try (RunningServer strict = serve(SlowHeadsTest.STRICT);
        Socket socket = strict.connect()) {
      socket.getOutputStream().write(new byte[] {HANDSHAKE, 0x03, 0x01});
      assertThat(socket.getInputStream().readAllBytes()).startsWith(ALERT);
    }
  }

  @Test
  void anEncryptedConnectionIsHeldToTheSameLimits() throws Exception {
    try (RunningServer strict = serve(SlowHeadsTest.STRICT);
        Socket socket =
            Certificates.trusting(certificate)
                .getSocketFactory()
                .createSocket("localhost", strict.uri().getPort())) {
      InputStream in = socket.getInputStream();
      socket.getOutputStream().write("GET / HTTP/1.1\r\nX".getBytes(UTF_8));
      assertThat(in.readAllBytes()).isEmpty();
    }
  }

  private X509Certificate writeCertificate(int serial) throws Exception {
    KeyPair pair = Certificates.pair("EC", 256);
    X509Certificate made = Certificates.certificate(pair, serial, pair, later);
    Certificates.write(folder.resolve("server.pem"), made);
    Certificates.write(folder.resolve("server.key"), Certificates.pkcs8(pair.getPrivate()));
    return made;
  }

  private String organization() {
    return "https://localhost:" + server.uri().getPort();
  }

  private HttpResponse<String> call(HttpClient.Version version, X509Certificate trusted)
      throws Exception {
    try (HttpClient client = client(version, trusted)) {
      return client.send(
          HttpRequest.newBuilder(URI.create(organization() + Documented.PATH))
              .header("Authorization", "Bearer " + server.key())
              .POST(BodyPublishers.ofString(LongHistory.BODY))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static HttpClient client(HttpClient.Version version, X509Certificate trusted)
      throws Exception {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(Certificates.trusting(trusted))
        .build();
  }
}
