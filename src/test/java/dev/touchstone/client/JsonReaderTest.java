package dev.touchstone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final class JsonReaderTest {
  private static final JsonMapper JACKSON = JsonMapper.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "[1 2]",
        "1 2",
        "1]",
        "nul",
        "nulll",
        "True",
        "NaN",
        "Infinity",
        "+1",
        "-",
        "01",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "0x1",
        "1_0",
        "\"",
        "\"\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u00e１\"",
        "\"a\nb\"",
        "\"\u0000\"",
        "'a'",
        "\u00a01",
        "// c\n1",
        "1\u0000",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1 \"b\":2}",
        "{\"a\" 1}"
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> JsonTrees.ours(text)).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> JsonTrees.jackson(text)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        " true ",
        "false",
        "0",
        "-0",
        "-0.0e-00",
        "12.50",
        "1E+9",
        "9007199254740993",
        "\"\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
        "\"\\ud800\"",
        "\"😀\u2028\u007f\"",
        "[]",
        "[[],{}]",
        "\t\r\n {\"\":[1 , 2],\"b\":{\"c\":null}}"
      })
  void readsWhatIsJson(String text) {
    assertThat(JsonTrees.ours(text)).isEqualTo(JsonTrees.jackson(text));
  }

  @Test
  void readsAndRefusesWhatJacksonReadsAndRefuses() {
    Random random = Randoms.random(JsonReaderTest.class);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = JsonTrees.random(random, 4);
      String changed = random.nextBoolean() ? text : changed(random, text);
      read += JsonTrees.expectAlike(changed) ? 1 : 0;
    }
    assertThat(read).isBetween(5_000, 19_000);
  }

  @Test
  void textsSurviveWritingAndReading() {
    Random random = Randoms.random(JsonReaderTest.class);
    for (int i = 0; i < 2_000; i++) {
      String value = Interactions.text(random, 0, 40);
      String json = new JsonWriter().member("a", value).member("b", random.nextInt()).end();

      assertThat(JACKSON.readTree(json.getBytes(UTF_8)).get("a").asString()).isEqualTo(value);
      assertThat(JsonTrees.ours(json)).isEqualTo(JsonTrees.jackson(json));
    }
  }

  @Test
  void depthHasALimit() {
    int most = JsonReader.MAX_DEPTH;

    assertThat(JsonTrees.ours("[".repeat(most) + "]".repeat(most))).isInstanceOf(List.class);
    assertThatThrownBy(() -> JsonTrees.ours("[".repeat(most + 1) + "]".repeat(most + 1)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("at most 32 levels");
    assertThatThrownBy(() -> new JsonReader("[".repeat(1_000_000)).skip())
        .isInstanceOf(JsonException.class);
  }

  @Test
  void depthIsCountedDownAgain() {
    String row = "{\"a\":[]}";
    String rows = "[" + (row + ",").repeat(100) + row + "]";

    assertThat(JsonTrees.ours(rows)).isEqualTo(JsonTrees.jackson(rows));
  }

  @Test
  void numbersHaveALimit() {
    String longest = "1".repeat(JsonReader.MAX_NUMBER_LENGTH);

    assertThat(JsonTrees.ours(longest)).isEqualTo(new JsonTrees.Literal(longest));
    assertThatThrownBy(() -> JsonTrees.ours(longest + "1"))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("at most 1000 characters");
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[][] wrong = {
      {'"', (byte) 0xe9, '"'},
      {'"', (byte) 0xc0, (byte) 0x80, '"'},
      {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
      {'"', (byte) 0xf0, (byte) 0x9f}
    };
    for (byte[] bytes : wrong) {
      assertThatThrownBy(() -> JsonReader.of(bytes)).isInstanceOf(JsonException.class);
    }
    assertThat(JsonReader.of("\"é😀\"".getBytes(UTF_8)).string()).isEqualTo("é😀");
  }

  @Test
  void aMessageNeverRepeatsTheText() {
    assertThatThrownBy(() -> JsonTrees.ours("{\"secret\":\"secret\" secret"))
        .isInstanceOf(JsonException.class)
        .hasMessage("at character 19 is expected '}'");
  }

  private static String changed(Random random, String text) {
    StringBuilder changed = new StringBuilder(text);
    int at = random.nextInt(text.length());
    String letters = "{}[]:,\"\\ \n0159.-+eEutrfnl\u0000é";
    switch (random.nextInt(4)) {
      case 0 -> changed.deleteCharAt(at);
      case 1 -> changed.setLength(at);
      case 2 -> changed.insert(at, letters.charAt(random.nextInt(letters.length())));
      default -> changed.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
    }
    return changed.toString();
  }
}
