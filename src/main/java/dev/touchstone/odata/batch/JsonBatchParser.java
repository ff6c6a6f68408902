package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.ODataException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a batch in OData's JSON format. What is wrong with the batch itself, the ids included,
 * fails it as a whole; what is wrong within a request is the answer to that request.
 */
final class JsonBatchParser {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(BatchLimits.MAX_DEPTH)
                  .maxStringLength(BatchLimits.MAX_BYTES)
                  .maxNameLength(BatchLimits.MAX_LINE_BYTES)
                  .build())
          .build();

  private static final int MAX_ID_LENGTH = 128;

  private final BatchAddress address;
  private final byte[] source;
  private final List<JsonBatch.Entry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private JsonBatchParser(BatchAddress address, byte[] source) {
    this.address = address;
    this.source = source;
  }

  /**
   * Reads a batch.
   *
   * @throws ODataException if it is not one
   */
  static JsonBatch parse(byte[] body, BatchAddress address) {
    JsonBatchParser parser = new JsonBatchParser(address, body);
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), body)) {
      parser.batch(in);
    } catch (StreamConstraintsException e) {
      throw malformed(
          "The batch is beyond a limit: it nests at most %d levels deep."
              .formatted(BatchLimits.MAX_DEPTH));
    } catch (JacksonException e) {
      throw malformed("The batch is not JSON" + place(e.getLocation()) + ".");
    }
    return new JsonBatch(parser.entries);
  }

  private static String place(@Nullable TokenStreamLocation mistake) {
    return mistake == null
        ? ""
        : ": the mistake is at line %d, column %d"
            .formatted(mistake.getLineNr(), mistake.getColumnNr());
  }

  private void batch(JsonParser in) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("The batch is not a JSON object.");
    }
    boolean found = false;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("requests") && value == JsonToken.START_ARRAY) {
        found = true;
        requests(in);
      } else {
        in.skipChildren();
      }
    }
    if (!found || in.nextToken() != null) {
      throw malformed("The batch is not an object with one array named 'requests'.");
    }
  }

  private void requests(JsonParser in) {
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw malformed("An element of 'requests' is not an object.");
      }
      if (entries.size() == BatchLimits.MAX_REQUESTS) {
        throw Multipart.tooMany();
      }
      Members members = Members.read(in, source);
      String id = members.id();
      if (!names.add(id)) {
        throw malformed("The id '%s' names two things.".formatted(BatchError.shown(id)));
      }
      entries.add(entry(id, members));
    }
  }

  private JsonBatch.Entry entry(String id, Members members) {
    String group = members.texts.get("atomicityGroup");
    try {
      if (members.texts.containsKey("if")) {
        throw BatchError.unsupported("The member 'if' of a request is not supported.").exception();
      }
      checkGroup(group);
      for (String dependency : members.dependsOn) {
        if (!names.contains(dependency) || dependency.equals(id)) {
          throw malformed(
              "The request depends on '%s', which is no request before it."
                  .formatted(BatchError.shown(dependency)));
        }
      }
      return new JsonBatch.Entry(id, group, members.dependsOn, members.request(address), null);
    } catch (ODataException e) {
      return new JsonBatch.Entry(id, group, List.of(), null, e.error());
    }
  }

  /** The requests of a group stand together, and its name is the name of nothing else. */
  private void checkGroup(@Nullable String group) {
    if (group == null) {
      return;
    }
    boolean goesOn = !entries.isEmpty() && group.equals(entries.getLast().group());
    if (!goesOn && !names.add(group)) {
      throw malformed(
          "The atomicityGroup '%s' is interrupted, or the name of a request."
              .formatted(BatchError.shown(group)));
    }
  }

  private static ODataException malformed(String message) {
    return BatchError.malformed(message).exception();
  }

  /** The members of a request, not yet checked. */
  private static final class Members {
    final Map<String, String> texts = new LinkedHashMap<>();
    final Map<String, String> headers = new LinkedHashMap<>();
    final List<String> dependsOn = new ArrayList<>();
    byte[] body = {};
    boolean textBody;
    @Nullable String problem;

    private final byte[] source;

    private Members(byte[] source) {
      this.source = source;
    }

    static Members read(JsonParser in, byte[] source) {
      Members members = new Members(source);
      while (in.nextToken() != JsonToken.END_OBJECT) {
        members.member(in.currentName(), in.nextToken(), in);
      }
      return members;
    }

    private void member(String name, JsonToken token, JsonParser in) {
      switch (name) {
        case "body" -> {
          textBody = token == JsonToken.VALUE_STRING;
          body = textBody ? in.getString().getBytes(UTF_8) : copy(in);
        }
        case "headers" -> strings(name, token, in);
        case "dependsOn" -> dependencies(token, in);
        case "id", "method", "url", "atomicityGroup", "if" -> {
          if (token == JsonToken.VALUE_STRING) {
            texts.put(name, in.getString());
          } else if (token != JsonToken.VALUE_NULL) {
            problem = "The member '" + name + "' of a request is not a string.";
          }
          in.skipChildren();
        }
        default -> in.skipChildren();
      }
    }

    private void strings(String name, JsonToken token, JsonParser in) {
      if (token != JsonToken.START_OBJECT) {
        problem = "The member '" + name + "' of a request is not an object.";
        in.skipChildren();
        return;
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String header = in.currentName();
        JsonToken value = in.nextToken();
        if (value.isStructStart() || headers.size() == BatchLimits.MAX_HEADERS) {
          problem = "A header is not a string, or there are too many of them.";
          in.skipChildren();
        } else {
          headers.put(header, in.getString());
        }
      }
    }

    private void dependencies(JsonToken token, JsonParser in) {
      if (token != JsonToken.START_ARRAY) {
        problem = "The member 'dependsOn' of a request is not an array.";
        in.skipChildren();
        return;
      }
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (in.currentToken() == JsonToken.VALUE_STRING
            && dependsOn.size() < BatchLimits.MAX_REQUESTS) {
          dependsOn.add(in.getString());
        } else {
          problem = "The member 'dependsOn' of a request is not an array of ids.";
          in.skipChildren();
        }
      }
    }

    /** The value as it was written. */
    private byte[] copy(JsonParser in) {
      long start = in.currentTokenLocation().getByteOffset();
      in.skipChildren();
      in.finishToken();
      long end = in.currentLocation().getByteOffset();
      if (start < 0 || end > source.length) {
        throw malformed("The batch is not JSON in UTF-8.");
      }
      return Arrays.copyOfRange(source, (int) start, (int) end);
    }

    String id() {
      String id = texts.get("id");
      if (id == null || id.isEmpty() || id.length() > MAX_ID_LENGTH) {
        throw malformed(
            "A request has no id; accepted is a string of 1 to " + MAX_ID_LENGTH + " characters.");
      }
      return id;
    }

    PartRequest request(BatchAddress address) {
      String said = problem;
      if (said != null) {
        throw malformed(said);
      }
      String method = texts.getOrDefault("method", "").toUpperCase(Locale.ROOT);
      if (!method.matches("[A-Z]{1,16}")) {
        throw malformed("A request has no method; accepted is a verb like get or post.");
      }
      String target = address.resolve(texts.getOrDefault("url", ""));
      HeaderLines lines = new HeaderLines(headers);
      return new PartRequest(
          method, target, lines, new ByteArrayInputStream(bytes(lines.get("Content-Type"))));
    }

    /** A string stands for itself in JSON or text, and for base64url of all else. */
    private byte[] bytes(@Nullable String contentType) {
      String type = contentType == null ? "application/json" : contentType.toLowerCase(Locale.ROOT);
      if (!textBody || type.startsWith("text/")) {
        return body;
      }
      if (type.startsWith("application/json")) {
        throw malformed("The body of a request is a string; accepted is a JSON object.");
      }
      try {
        return Base64.getUrlDecoder().decode(body);
      } catch (IllegalArgumentException e) {
        throw malformed("The body of a request is not base64url.");
      }
    }
  }
}
