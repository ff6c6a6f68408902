package dev.touchstone.ingest.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.sun.net.httpserver.HttpServer;
import dev.touchstone.ingest.ContainerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** A storage that refuses. One that gives is in {@code AzureContainerOnAzurite}. */
class AzureContainerTest {
  private static final String SIGNATURE = "sv=2024-11-04&sig=c2VjcmV0";

  private static AzureContainer container(int port) {
    String url = "http://127.0.0.1:" + port + "/account/export?" + SIGNATURE;
    return new AzureContainer(
        () -> AzureAddress.parse(url, ""),
        null,
        new RequestRetryOptions(RetryPolicyType.FIXED, 1, 10, 1L, 1L, null));
  }

  private static void answers(int status, String code, Class<? extends Exception> error)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String query = exchange.getRequestURI().getRawQuery().replace("&", "&amp;");
          byte[] body =
              "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
                  .formatted(code, query)
                  .getBytes(UTF_8);
          exchange.getResponseHeaders().add("x-ms-error-code", code);
          exchange.getResponseHeaders().add("Content-Type", "application/xml");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      assertThatThrownBy(() -> container(server.getAddress().getPort()).list())
          .isInstanceOf(error)
          .hasMessageContaining(status + " " + code)
          .hasMessageNotContainingAny("sig=", "c2Vj")
          .hasNoCause();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatTheStorageSaysIsToldWithoutTheSignature() throws IOException {
    answers(503, "ServerBusy", IOException.class);
    answers(500, "InternalError", IOException.class);
    answers(403, "AuthenticationFailed", ContainerException.class);
    answers(404, "ContainerNotFound", ContainerException.class);
  }

  @Test
  void aStorageThatIsNotThereIsToldWithoutTheSignature() throws IOException {
    int port;
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> container(port).list())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be reached")
        .hasMessageNotContainingAny("sig=", "c2Vj")
        .hasNoCause();
  }
}
