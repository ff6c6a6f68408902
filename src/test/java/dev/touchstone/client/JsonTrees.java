package dev.touchstone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.testing.Interactions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON texts as trees, read by our reader and by Jackson, to be compared. */
final class JsonTrees {
  /** A value that is neither a string nor a container, as it is written. */
  record Literal(String text) {}

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonReader.MAX_DEPTH)
                  .maxNumberLength(JsonReader.MAX_NUMBER_LENGTH)
                  .build())
          .build();

  private JsonTrees() {}

  /**
   * Fails unless both readers give the same tree, or both refuse the text. Not compared are texts
   * that escape half a surrogate pair: the grammar allows it, and Jackson takes it in values and
   * refuses it in names.
   *
   * @return whether they read it
   */
  static boolean expectAlike(String text) {
    Object expected;
    try {
      expected = jackson(text);
    } catch (JacksonException e) {
      expected = e;
    }
    Object actual;
    try {
      actual = ours(text);
    } catch (JsonException e) {
      actual = e;
    }
    if (!UTF_8.newEncoder().canEncode(actual.toString())) {
      return true;
    }
    if (expected instanceof JacksonException) {
      assertThat(actual).as("as read from %s", visible(text)).isInstanceOf(JsonException.class);
      return false;
    }
    assertThat(actual).as("as read from %s", visible(text)).isEqualTo(expected);
    return true;
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.chars()
        .forEach(
            c -> visible.append(c < ' ' || c > '~' ? String.format("<%04X>", c) : (char) c + ""));
    return visible.toString();
  }

  static Object ours(String text) {
    JsonReader in = new JsonReader(text);
    Object tree = ours(in, text);
    in.end();
    return tree;
  }

  private static Object ours(JsonReader in, String text) {
    int start = in.start();
    char first = start < text.length() ? text.charAt(start) : ' ';
    if (first == '{') {
      Map<String, Object> object = new LinkedHashMap<>();
      in.object(name -> object.put(name, ours(in, text)));
      return object;
    }
    if (first == '[') {
      List<Object> array = new ArrayList<>();
      in.array(() -> array.add(ours(in, text)));
      return array;
    }
    if (first == '"') {
      return in.string();
    }
    String value = in.text();
    return new Literal(value == null ? "null" : value);
  }

  static Object jackson(String text) {
    try (JsonParser in = JACKSON.createParser(ObjectReadContext.empty(), text)) {
      Object tree = jackson(in, in.nextToken());
      if (in.nextToken() != null) {
        throw new IllegalJson();
      }
      return tree;
    }
  }

  private static Object jackson(JsonParser in, @Nullable JsonToken token) {
    if (token == null) {
      throw new IllegalJson();
    }
    return switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> in.getString();
      default -> new Literal(in.getString());
    };
  }

  private static Map<String, Object> object(JsonParser in) {
    Map<String, Object> object = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      object.put(in.currentName(), jackson(in, in.nextToken()));
    }
    return object;
  }

  private static List<Object> array(JsonParser in) {
    List<Object> array = new ArrayList<>();
    for (JsonToken next = in.nextToken(); next != JsonToken.END_ARRAY; next = in.nextToken()) {
      array.add(jackson(in, next));
    }
    return array;
  }

  /** What Jackson's parser leaves to its callers: nothing at all, or more than one value. */
  private static final class IllegalJson extends JacksonException {
    private static final long serialVersionUID = 1L;

    IllegalJson() {
      super("not one value");
    }
  }

  /** Any value, in any way of writing it. */
  static String random(Random random, int depth) {
    String space = " \n\t\r".substring(0, random.nextInt(4));
    return space + value(random, depth) + space;
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 4)) {
      case 0 -> List.of("true", "false", "null").get(random.nextInt(3));
      case 1 -> number(random);
      case 2, 3 -> string(random);
      case 4 -> {
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          values.add(random(random, depth - 1));
        }
        yield "[" + String.join(",", values) + "]";
      }
      default -> {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.add(string(random) + ":" + random(random, depth - 1));
        }
        yield "{" + String.join(",", members) + "}";
      }
    };
  }

  private static String number(Random random) {
    String sign = random.nextBoolean() ? "-" : "";
    String fraction = random.nextBoolean() ? "." + random.nextInt(1000) : "";
    String exponent = random.nextInt(4) == 0 ? "e" + random.nextInt(-9, 9) : "";
    return sign + random.nextInt(Integer.MAX_VALUE) + fraction + exponent;
  }

  private static String string(Random random) {
    StringBuilder text = new StringBuilder("\"");
    Interactions.text(random, 0, 6)
        .codePoints()
        .mapToObj(Character::toString)
        .forEach(
            letter -> {
              boolean mustEscape = letter.charAt(0) < ' ' || "\"\\".contains(letter);
              if (mustEscape || random.nextInt(4) == 0) {
                letter.chars().forEach(c -> text.append(String.format("\\u%04X", c)));
              } else {
                text.append(letter);
              }
            });
    return text.append(random.nextBoolean() ? "\\/\\t\"" : "\"").toString();
  }
}
