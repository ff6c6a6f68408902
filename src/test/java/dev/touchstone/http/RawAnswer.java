package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one answer that came back over a connection. */
record RawAnswer(int status, Map<String, String> headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Sends bytes as they are, and reads until the connection ends. */
  static RawAnswer of(RunningServer server, byte[] request) throws IOException {
    return parse(server.exactly(request));
  }

  static RawAnswer parse(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    assertThat(end).as("the head of an answer in '%s'", answer).isPositive();
    List<String> lines = List.of(answer.substring(0, end).split("\r\n", -1));
    assertThat(lines.getFirst()).matches("HTTP/1\\.1 [1-5][0-9][0-9] .*");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.subList(1, lines.size())) {
      String[] header = line.split(": ", 2);
      assertThat(headers.put(header[0], header[1])).as("%s twice", header[0]).isNull();
    }
    int status = Integer.parseInt(lines.getFirst().substring(9, 12));
    return new RawAnswer(status, headers, answer.substring(end + 4));
  }

  /** An error as every client reads it: JSON of one form, with an id, and nothing of the inside. */
  JsonNode error() {
    assertThat(headers.get("Content-Type")).startsWith("application/json");
    assertThat(headers.get("Cache-Control")).isEqualTo("no-cache");
    assertThat(headers.get("REQ_ID"))
        .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        .isEqualTo(headers.get("x-ms-service-request-id"));
    assertThat(headers).doesNotContainKey("Server");
    assertThat(body).doesNotContainIgnoringCase("<html", "jetty", "exception", "dev.touchstone");
    JsonNode answer = JSON.readTree(body);
    assertThat(answer.propertyNames()).containsExactly("error");
    JsonNode error = answer.get("error");
    assertThat(error.get("code").stringValue()).matches("0x[0-9a-f]{8}");
    assertThat(error.get("message").stringValue()).isNotBlank();
    return error;
  }
}
