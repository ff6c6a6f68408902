package dev.touchstone.odata.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the examples of the documentation, without a server: a request, then what comes back. */
final class ODataDocTest {
  private static final Path DOCUMENT = Path.of("docs/api-odata.md");
  private static final Pattern BLOCK = Pattern.compile("```http\n(.*?)```\n", Pattern.DOTALL);
  private static final SkipTokens TOKENS = new SkipTokens(new byte[SkipTokens.KEY_BYTES]);

  @Test
  void examplesAreTrue() throws IOException {
    TypeCatalogue catalogue = CatalogueFile.standard();
    MemoryStore store = new MemoryStore();
    store.append(List.of(Documented.interaction()));
    ODataService actions = new ODataService(store, catalogue, TOKENS, ODataOptions.DEFAULT);
    ServiceIdentity identity = new ServiceIdentity(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));
    WebApi api = new WebApi(actions, store, catalogue, TOKENS, identity, () -> new UUID(0, 7));
    List<Message> blocks = blocks(Files.readString(DOCUMENT));
    assertThat(blocks).hasSize(14);
    for (int i = 0; i < blocks.size(); i += 2) {
      check(blocks.get(i + 1), send(api, blocks.get(i)));
    }
  }

  /** First line, headers, body. */
  private record Message(String line, Map<String, String> headers, String body) {
    static Message parse(String block) {
      String[] parts = block.split("\n\n", 2);
      String[] lines = parts[0].split("\n", -1);
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 1; i < lines.length; i++) {
        String[] header = lines[i].split(": ", 2);
        headers.put(header[0], header[1]);
      }
      return new Message(lines[0], headers, parts[1].strip());
    }
  }

  private static List<Message> blocks(String document) {
    List<Message> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(document);
    while (block.find()) {
      blocks.add(Message.parse(block.group(1)));
    }
    return blocks;
  }

  private static Answer send(WebApi api, Message request) throws IOException {
    String[] line = request.line().split(" ", -1);
    String[] target = line[1].split("\\?", 2);
    return api.answer(
        new Call(
            line[0],
            target[0],
            "http://" + request.headers().get("Host"),
            request.headers()::get,
            new ByteArrayInputStream(request.body().getBytes(UTF_8))),
        target.length == 1 ? null : target[1]);
  }

  private static void check(Message expected, Answer answer) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    answer.body().writeTo(body);
    assertThat(body.toString(UTF_8)).isEqualTo(expected.body());
    assertThat(expected.line()).startsWith("HTTP/1.1 " + answer.status() + " ");
    assertThat(answer.headers()).containsAllEntriesOf(expected.headers());
  }
}
