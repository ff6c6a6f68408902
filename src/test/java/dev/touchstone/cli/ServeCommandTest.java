package dev.touchstone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void whoIsOpenToTheNetworkIsWarned() {
    shell.stop.ask();
    Shell.Result result =
        shell.run("serve", "--data", folder.resolve("data"), "--port", "0", "--host", "0.0.0.0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .contains("Warning: 0.0.0.0 is open to the network, and nobody has to authenticate");
  }

  @Test
  void aTakenPortIsAMessage() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Shell.Result result =
          shell.run("serve", "--data", folder.resolve("data"), "--port", taken.getLocalPort());
      assertThat(result.exitCode()).isEqualTo(69);
      assertThat(result.err()).contains("port " + taken.getLocalPort(), "--port").hasLineCount(1);
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void anAddressOfAnotherMachineIsAMessage() {
    Shell.Result result =
        shell.run("serve", "--data", folder.resolve("data"), "--port", "0", "--host", "192.0.2.1");
    assertThat(result.exitCode()).isEqualTo(69);
    assertThat(result.err()).contains("192.0.2.1").hasLineCount(1);
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
