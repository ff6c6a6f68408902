package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServeCommandTest {
  private final Shell shell = new Shell();

  @TempDir private Path folder;

  @Test
  void theUrlIsToldAndAWishToStopEndsItWell() {
    shell.stop.ask();
    Shell.Result result = shell.run("serve", "--data", folder.resolve("data"), "--port", "0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .matches(
            "Serving \\Q%s\\E at http://127\\.0\\.0\\.1:[0-9]+\n"
                .formatted(folder.resolve("data")));
    assertThat(result.err()).doesNotContain("Warning").contains("Stopping");
  }

  @Test
  void aNewFolderGetsAnAdminKeyThatIsNotShown() throws IOException {
    Path data = folder.resolve("data");
    shell.stop.ask();
    Shell.Result first = shell.run("serve", "--data", data, "--port", "0");
    Path file = data.resolve("admin.key");
    String key = Files.readString(file).strip();
    assertThat(key).startsWith("ts_");
    assertThat(first.err()).contains("The admin key of this data folder is in " + file);
    assertThat(first.out() + first.err()).doesNotContain(key);
    shell.stop.ask();
    assertThat(shell.run("serve", "--data", data, "--port", "0").err())
        .doesNotContain("The admin key");
    assertThat(Files.readString(file).strip()).isEqualTo(key);
  }

  @Test
  void whoSwitchesAuthenticationOffIsWarned() {
    shell.stop.ask();
    shell.environment.put("TOUCHSTONE_AUTH_MODE", "off");
    Shell.Result result = shell.run("serve", "--data", folder.resolve("data"), "--port", "0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .contains("Warning: authentication is off (auth.mode): whoever reaches 127.0.0.1 can read");
    assertThat(folder.resolve("data").resolve("admin.key")).doesNotExist();
  }

  @Test
  void aProviderThatCannotBeTrustedIsAMessage() {
    shell.environment.put("TOUCHSTONE_AUTH_OIDC_ISSUER", "http://issuer.example/");
    shell.environment.put("TOUCHSTONE_AUTH_OIDC_AUDIENCE", "touchstone");
    Shell.Result result = shell.run("serve", "--data", folder.resolve("data"), "--port", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("auth.oidc.issuer", "must be an https URL");
    shell.environment.put("TOUCHSTONE_AUTH_OIDC_ISSUER", "https://issuer.example/");
    shell.environment.put("TOUCHSTONE_AUTH_OIDC_ROLES", "App.Reader=raeder");
    result = shell.run("serve", "--data", folder.resolve("data"), "--port", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("auth.oidc.roles: 'raeder' is not accepted");
  }

  @Test
  void whoIsOpenToTheNetworkIsWarned() {
    shell.stop.ask();
    Shell.Result result =
        shell.run("serve", "--data", folder.resolve("data"), "--port", "0", "--host", "0.0.0.0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .contains("Warning: 0.0.0.0 is open to the network, and this server speaks no TLS");
  }

  @Test
  void aCertificateMakesItSpeakTls() throws Exception {
    KeyPair pair = Certificates.pair("EC", 256);
    Instant later = Instant.parse("2100-01-01T00:00:00Z");
    Path certificate = folder.resolve("server.pem");
    Certificates.write(
        certificate,
        Certificates.certificate(pair, 1, pair, later),
        Certificates.pkcs8(pair.getPrivate()));
    shell.environment.put("TOUCHSTONE_TLS_CERTIFICATE", certificate.toString());
    shell.environment.put("TOUCHSTONE_TLS_KEY", certificate.toString());
    shell.stop.ask();
    Shell.Result result =
        shell.run("serve", "--data", folder.resolve("data"), "--port", "0", "--host", "0.0.0.0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains(" at https://0.0.0.0:");
    assertThat(result.err()).doesNotContain("Warning");
  }

  @Test
  void aCertificateThatCannotBeUsedIsAMessage() {
    Path missing = folder.resolve("missing.pem");
    shell.environment.put("TOUCHSTONE_TLS_CERTIFICATE", missing.toString());
    shell.environment.put("TOUCHSTONE_TLS_KEY", missing.toString());
    Shell.Result result = shell.run("serve", "--data", folder.resolve("data"), "--port", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(missing.toString(), "cannot be read");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void howLongRowsAreKeptIsTold() {
    shell.environment.put("TOUCHSTONE_RETENTION", "EmailContainsBlacklistedLinks=13 months");
    shell.stop.ask();
    Shell.Result result = shell.run("serve", "--data", folder.resolve("data"), "--port", "0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .containsPattern(
            "Retention: rows of EmailContainsBlockListedLinks from before [0-9-]{10}T.* have"
                + " expired")
        .containsPattern(
            "Retention: closed requests and notes of copies from before [0-9-]{10}T.* have"
                + " expired");
  }

  @Test
  void theRetentionOfATypeThatIsNoneIsAMessage() {
    shell.environment.put("TOUCHSTONE_RETENTION", "WebsiteVisted=13 months");
    Shell.Result result = shell.run("serve", "--data", folder.resolve("data"), "--port", "0");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("'WebsiteVisted' is not a type; did you mean 'WebsiteVisited'?");
    shell.environment.put(
        "TOUCHSTONE_RETENTION",
        "EmailContainsBlacklistedLinks=1 day,EmailContainsBlockListedLinks=2 days");
    assertThat(shell.run("serve", "--data", folder.resolve("data"), "--port", "0").err())
        .contains("EmailContainsBlockListedLinks is named twice");
  }

  @Test
  void aTakenPortIsAMessage() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Shell.Result result =
          shell.run("serve", "--data", folder.resolve("data"), "--port", taken.getLocalPort());
      assertThat(result.exitCode()).isEqualTo(69);
      assertThat(result.err()).contains("port " + taken.getLocalPort(), "--port").hasLineCount(2);
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void anAddressOfAnotherMachineIsAMessage() {
    Shell.Result result =
        shell.run("serve", "--data", folder.resolve("data"), "--port", "0", "--host", "192.0.2.1");
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("192.0.2.1").hasLineCount(2);
  }

  @Test
  void optionsWinOverTheFileOfSettings() throws IOException {
    Path config = Files.writeString(folder.resolve("my.properties"), "server.host=192.0.2.1\n");
    shell.stop.ask();
    Shell.Result result =
        shell.run(
            "serve",
            "--data",
            folder.resolve("data"),
            "--config",
            config,
            "--port",
            "0",
            "--host",
            "127.0.0.1");
    assertThat(result.exitCode()).isZero();
    Shell.Result bad = shell.run("serve", "--data", folder.resolve("data"), "--port", "http");
    assertThat(bad.exitCode()).isEqualTo(2);
    assertThat(bad.err())
        .isEqualTo(
            "touchstone: --port: 'http' is not accepted; accepted is a number from 0 to 65535\n");
  }

  @Test
  void settingsMayStandInANewDataFolder() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("touchstone.properties"), "server.port=0\n");
    shell.stop.ask();
    assertThat(shell.run("serve", "--data", data).exitCode()).isZero();
  }

  @Test
  void aDataFolderServesOneProcess() {
    Path data = folder.resolve("data");
    try (OpenFolder open = OpenFolder.open(data, dev.touchstone.config.Config.defaults())) {
      Shell.Result result = shell.run("serve", "--data", data, "--port", "0");
      assertThat(open.folder()).isEqualTo(data);
      assertThat(result.exitCode()).isEqualTo(69);
      assertThat(result.err()).contains("is in use").hasLineCount(1);
    }
  }

  @Test
  void onlyLoopbackIsThisMachine() {
    assertThat(Serving.isLoopback("127.0.0.1")).isTrue();
    assertThat(Serving.isLoopback("::1")).isTrue();
    assertThat(Serving.isLoopback("localhost")).isTrue();
    assertThat(Serving.isLoopback("0.0.0.0")).isFalse();
    assertThat(Serving.isLoopback("::")).isFalse();
    assertThat(Serving.isLoopback("192.0.2.1")).isFalse();
  }
}
