package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.ActionSignature.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads the body of an action call: one JSON object in UTF-8, its members being the parameters. A
 * comma after the last member is accepted: the documented request has one. Annotations, whose names
 * contain {@code @}, are passed over, as OData's JSON format asks of who does not know them.
 */
final class Payload {
  static final int MAX_DEPTH = 8;

  private static final int MAX_DIGITS = 18;

  /** Most bodies are shorter. */
  private static final int USUAL_BYTES = 512;

  /**
   * Only the depth is bounded here: everything else ends with the body, whose length is bounded.
   */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(ODataOptions.MAX_BODY_BYTES)
                  .maxNameLength(ODataOptions.MAX_BODY_BYTES)
                  .maxNumberLength(ODataOptions.MAX_BODY_BYTES)
                  .build())
          .build();

  private static final Literal NULL = new Literal(Literal.Kind.OTHER, "null");
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Payload() {}

  /**
   * Reads the arguments of an action.
   *
   * @throws ODataException if the body is too long, is not an object in JSON, or its members do not
   *     fit the signature
   */
  static Arguments read(InputStream body, int maxBytes, ActionSignature action) throws IOException {
    String text = text(readAtMost(body, maxBytes));
    Map<String, Literal> arguments = new LinkedHashMap<>();
    members(text)
        .forEach(
            (name, literal) -> {
              Parameter parameter = parameter(action, name);
              if (!literal.equals(NULL)) {
                arguments.put(name, literal.as(parameter.type()));
              }
            });
    return new Arguments(arguments);
  }

  /**
   * Refuses a body whose sender says that it is too long, before any of it is read.
   *
   * @throws ODataException with status 413
   */
  static void checkLength(Headers headers, int maxBytes) {
    String length = headers.get("Content-Length");
    if (length != null && isNumber(length) && Long.parseLong(length) > maxBytes) {
      throw ODataError.bodyTooLarge(maxBytes).exception();
    }
  }

  private static boolean isNumber(String text) {
    boolean digits = !text.isEmpty() && text.length() <= MAX_DIGITS;
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }

  private static byte[] readAtMost(InputStream body, int maxBytes) throws IOException {
    byte[] bytes = new byte[Math.min(USUAL_BYTES, maxBytes + 1)];
    int length = 0;
    for (int n = 0; n >= 0; n = body.read(bytes, length, bytes.length - length)) {
      length += n;
      if (length > maxBytes) {
        throw ODataError.bodyTooLarge(maxBytes).exception();
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.min(2 * length, maxBytes + 1));
      }
    }
    return Arrays.copyOf(bytes, length);
  }

  private static String text(byte[] bytes) {
    if (isPlain(bytes)) {
      return new String(bytes, ISO_8859_1);
    }
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ODataError.badPayload("The request body is not UTF-8; accepted is JSON in UTF-8.");
    }
    if (text.indexOf('\0') >= 0) {
      throw ODataError.badPayload(
          "The request body holds zero bytes, as UTF-16 and UTF-32 do; accepted is JSON in UTF-8.");
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Whether it is all ASCII without zero bytes, as nearly every body is. */
  private static boolean isPlain(byte[] bytes) {
    boolean plain = true;
    for (byte b : bytes) {
      plain &= b > 0;
    }
    return plain;
  }

  private static Map<String, Literal> members(String text) {
    if (text.isBlank()) {
      throw ODataError.badPayload(
          "The request body is empty; accepted is a JSON object of the action's parameters.");
    }
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
      return members(in);
    } catch (StreamConstraintsException e) {
      throw ODataError.badPayload(
          "The request body nests deeper than %d levels.".formatted(MAX_DEPTH));
    } catch (JacksonException e) {
      throw ODataError.badPayload("The request body is not JSON" + place(e.getLocation()) + ".");
    }
  }

  private static Map<String, Literal> members(JsonParser in) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw ODataError.badPayload(
          "The request body is not a JSON object; accepted is an object of the action's"
              + " parameters.");
    }
    Map<String, Literal> members = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      Literal literal = literal(in, in.nextToken());
      if (name.indexOf('@') < 0 && members.put(name, literal) != null) {
        throw ODataError.badPayload(
            "The parameter '%s' stands in the request payload more than once."
                .formatted(Shown.of(name)));
      }
    }
    if (in.nextToken() != null) {
      throw ODataError.badPayload("The request body goes on after its JSON object.");
    }
    return members;
  }

  private static Literal literal(JsonParser in, @Nullable JsonToken token) {
    if (token == null) {
      throw ODataError.badPayload("The request body ends too early.");
    }
    return switch (token) {
      case VALUE_STRING -> new Literal(Literal.Kind.STRING, in.getString());
      case VALUE_NUMBER_INT -> new Literal(Literal.Kind.INTEGER, in.getString());
      case START_OBJECT -> skipped(in, "{…}");
      case START_ARRAY -> array(in);
      case VALUE_TRUE, VALUE_FALSE -> new Literal(Literal.Kind.BOOLEAN, in.getString());
      default -> new Literal(Literal.Kind.OTHER, in.getString());
    };
  }

  /** An array of strings is one value; an array that holds anything else is none. */
  private static Literal array(JsonParser in) {
    List<String> elements = new ArrayList<>();
    boolean strings = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == JsonToken.VALUE_STRING) {
        elements.add(in.getString());
      } else {
        strings = false;
        in.skipChildren();
      }
    }
    return strings
        ? new Literal(Literal.Kind.STRINGS, "[…]", elements)
        : new Literal(Literal.Kind.OTHER, "[…]");
  }

  private static Literal skipped(JsonParser in, String shown) {
    in.skipChildren();
    return new Literal(Literal.Kind.OTHER, shown);
  }

  private static Parameter parameter(ActionSignature action, String name) {
    return action
        .parameter(name)
        .orElseThrow(
            () ->
                ODataError.badPayload(
                    ("The parameter '%s' in the request payload is not a valid parameter for the"
                            + " operation '%s'. Its parameters are %s.")
                        .formatted(
                            Shown.of(name),
                            action.name(),
                            action.parameters().stream()
                                .map(Parameter::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static String place(@Nullable TokenStreamLocation mistake) {
    return mistake == null
        ? ""
        : ": the mistake is at line %d, column %d"
            .formatted(mistake.getLineNr(), mistake.getColumnNr());
  }
}
