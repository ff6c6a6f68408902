package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One checkpoint as a line: CRC-32C of the JSON in eight hexadecimal digits, a space, the JSON. */
final class CheckpointLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DIGITS = 8;

  private CheckpointLine() {}

  static String format(Checkpoint checkpoint) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("blob", checkpoint.blob());
      if (checkpoint.type() != null) {
        json.writeStringProperty("type", checkpoint.type());
      }
      json.writeNumberProperty("bytes", checkpoint.state().bytes());
      json.writeStringProperty("stamp", checkpoint.state().stamp());
      json.writeStringProperty("lineage", checkpoint.state().lineage());
      json.writeBooleanProperty("complete", checkpoint.complete());
      json.writeNumberProperty("taken", checkpoint.taken());
      json.writeNumberProperty("nextLine", checkpoint.nextLine());
      json.writeNumberProperty("rows", checkpoint.rows());
      json.writeNumberProperty("rejected", checkpoint.rejected());
      Proof proof = checkpoint.proof();
      if (proof != null) {
        json.writeNumberProperty("provedFrom", proof.from());
        json.writeStringProperty("sha256", proof.sha256());
      }
      json.writeEndObject();
    }
    return checksum(text.toString()) + " " + text + "\n";
  }

  /** What a line says; null if it is not whole. */
  static @Nullable Checkpoint parse(String line) {
    if (line.length() < DIGITS + 1) {
      return null;
    }
    String json = line.substring(DIGITS + 1);
    if (line.charAt(DIGITS) != ' ' || !line.startsWith(checksum(json))) {
      return null;
    }
    try {
      return checkpoint(members(json));
    } catch (JacksonException | NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Checkpoint checkpoint(Map<String, String> members) {
    String blob = members.get("blob");
    if (blob == null) {
      return null;
    }
    String sha256 = members.get("sha256");
    return new Checkpoint(
        blob,
        members.get("type"),
        new BlobState(
            number(members, "bytes"),
            members.getOrDefault("stamp", ""),
            members.getOrDefault("lineage", "")),
        Boolean.parseBoolean(members.get("complete")),
        number(members, "taken"),
        number(members, "nextLine"),
        number(members, "rows"),
        number(members, "rejected"),
        sha256 == null ? null : new Proof(number(members, "provedFrom"), sha256));
  }

  private static long number(Map<String, String> members, String name) {
    return Long.parseLong(members.getOrDefault(name, ""));
  }

  private static Map<String, String> members(String text) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        members.put(name, json.getString());
      }
    }
    return members;
  }

  private static String checksum(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(UTF_8));
    return "%08x".formatted(crc.getValue());
  }
}
