package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers a request with itself; what asks for {@code fail} with an error, for {@code xml} with
 * XML.
 */
final class EchoHandler implements PartHandler {
  final List<String> seen = new ArrayList<>();

  @Override
  public Answer answer(PartRequest request) throws IOException {
    String body = new String(request.body().readAllBytes(), UTF_8);
    String said = request.method() + " " + request.target() + " " + body;
    seen.add(said.strip());
    if (request.target().contains("fail")) {
      return ODataError.notFound("fail").answer();
    }
    if (request.target().contains("xml")) {
      return answer("application/xml", "<x/>");
    }
    String json = "{\"asked\":\"" + request.method() + " " + request.target() + "\"}";
    return answer("application/json; odata.metadata=minimal", json);
  }

  private static Answer answer(String type, String body) {
    return new Answer(200, Map.of("Content-Type", type), out -> out.write(body.getBytes(UTF_8)));
  }
}
