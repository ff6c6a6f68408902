package dev.touchstone.odata.soap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes through is what parsers of JSON and of XML, which are not ours, find on each side. */
final class ActionTextTest {
  private static final String DATA = "{\"@odata.context\":\"x\",\"Data\":\"";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void theTextIsThatOfTheAnswerHoweverItIsCut() throws Exception {
    Random random = Randoms.random(ActionTextTest.class);
    for (int round = 0; round < 200; round++) {
      byte[] answer = answer(random);
      ByteArrayOutputStream xml = new ByteArrayOutputStream();
      ActionText text = new ActionText(xml);
      for (int at = 0; at < answer.length; ) {
        int count = Math.min(answer.length - at, 1 + random.nextInt(1 << random.nextInt(1, 15)));
        text.write(answer, at, count);
        at += count;
      }
      JsonNode whole = JSON.readTree(answer);
      assertThat(parsed(xml.toString(UTF_8))).isEqualTo(whole.get("Data").stringValue());
      assertThat(text.nextSkipToken()).isEqualTo(whole.get("NextSkipToken").asString(""));
    }
  }

  @Test
  void whatXmlMayNotHaveIsEscapedAsJsonDoes() throws IOException {
    assertThat(through("a\uFFFEb\uFFFFc\uFEFF\uEFBF\uFFFD<&>"))
        .isEqualTo("a\\ufffeb\\uffffc\uFEFF\uEFBF\uFFFD&lt;&amp;&gt;");
    assertThat(through("\uFEFF\uFFFE\uFFFE")).isEqualTo("\uFEFF\\ufffe\\ufffe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", DATA, DATA + "[", DATA + "[]\"", DATA + "[]\",\"NextSkipToken\":nul"})
  void aPartIsNoAnswer(String part) throws IOException {
    ActionText text = new ActionText(new ByteArrayOutputStream());
    text.write(part.getBytes(UTF_8));
    assertThatThrownBy(text::nextSkipToken).isInstanceOf(IOException.class);
  }

  private static String through(String data) throws IOException {
    ByteArrayOutputStream xml = new ByteArrayOutputStream();
    ActionText text = new ActionText(xml);
    for (byte b : (DATA + data + "\",\"NextSkipToken\":\"t\"}").getBytes(UTF_8)) {
      text.write(b);
    }
    assertThat(text.nextSkipToken()).isEqualTo("t");
    return xml.toString(UTF_8);
  }

  private static String parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(("<x>" + xml + "</x>").getBytes(UTF_8)))
        .getDocumentElement()
        .getTextContent();
  }

  private static byte[] answer(Random random) throws IOException {
    List<Interaction> rows = Stream.generate(() -> Interactions.any(random)).limit(30).toList();
    MemoryStore store = new MemoryStore();
    store.append(rows);
    ODataService service =
        new ODataService(
            store,
            CatalogueFile.standard(),
            new SkipTokens(new byte[SkipTokens.KEY_BYTES]),
            ODataOptions.DEFAULT);
    List<String> contacts =
        rows.stream()
            .map(row -> row.contact().value())
            .filter(contact -> !contact.isEmpty())
            .distinct()
            .toList();
    String body =
        JSON.writeValueAsString(Map.of("Top", 1 + random.nextInt(30), "ContactIds", contacts));
    Answer answer =
        service.answer(
            new Call(
                "POST",
                "/api/data/v9.2/touchstone_LoadInteractions",
                "http://a",
                name -> null,
                new ByteArrayInputStream(body.getBytes(UTF_8))));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answer.body().writeTo(bytes);
    return bytes.toByteArray();
  }
}
