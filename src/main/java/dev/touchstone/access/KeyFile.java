package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.touchstone.config.ConfigException;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.interaction.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of API keys: one line of JSON that names the format, then one line for each key, the
 * revoked ones too. It is only ever replaced as a whole.
 */
final class KeyFile {
  /** How many keys there may be, the revoked and expired ones included. */
  static final int MAX_KEYS = 10_000;

  private static final long MAX_BYTES = 16 << 20;
  private static final String FORMAT = "touchstone-keys-1";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ID = Pattern.compile("[0-9a-z]{" + KeyText.ID_LENGTH + "}");

  private KeyFile() {}

  /**
   * Reads the keys by id, in the order of the file.
   *
   * @throws ConfigException if the file is open to others, or damaged, or of another format
   */
  static Map<String, StoredKey> read(Path file) throws IOException {
    PrivateFiles.requirePrivate(file);
    if (Files.size(file) > MAX_BYTES) {
      throw new ConfigException(file + " is larger than " + MAX_BYTES + " bytes", null);
    }
    List<String> lines = new String(Files.readAllBytes(file), UTF_8).lines().toList();
    if (lines.size() > MAX_KEYS + 1) {
      throw new ConfigException(file + " holds more than " + MAX_KEYS + " keys", null);
    }
    Map<String, StoredKey> keys = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        readLine(i, lines.get(i), keys);
      } catch (ParseException | DateTimeException | InvalidValueException e) {
        // The cause would quote the line.
        throw new ConfigException(
            "%s, line %d is not a key of the format %s".formatted(file, i + 1, FORMAT), null);
      }
    }
    if (lines.isEmpty()) {
      throw new ConfigException(file + " is empty; its first line names the format", null);
    }
    return keys;
  }

  static void write(Path file, Collection<StoredKey> keys) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(JSONObjectUtils.toJSONString(Map.of("format", FORMAT))).append('\n');
    keys.forEach(key -> text.append(JSONObjectUtils.toJSONString(toJson(key))).append('\n'));
    PrivateFiles.replace(file, text.toString().getBytes(UTF_8));
  }

  private static void readLine(int number, String line, Map<String, StoredKey> keys)
      throws ParseException {
    Map<String, Object> json = JSONObjectUtils.parse(line);
    if (number == 0) {
      if (!FORMAT.equals(json.get("format"))) {
        throw new ParseException("format", 0);
      }
      return;
    }
    StoredKey key = fromJson(json);
    if (keys.put(key.key().id(), key) != null) {
      throw new ParseException("twice", 0);
    }
  }

  private static Map<String, Object> toJson(StoredKey stored) {
    ApiKey key = stored.key();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", key.id());
    json.put("name", key.name());
    json.put("roles", key.roles().stream().sorted().map(Role::text).toList());
    json.put("created", key.created().toString());
    if (key.expires() != null) {
      json.put("expires", key.expires().toString());
    }
    if (key.revoked() != null) {
      json.put("revoked", key.revoked().toString());
    }
    json.put("sha256", stored.sha256());
    return json;
  }

  private static StoredKey fromJson(Map<String, Object> json) throws ParseException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (json.get("roles") instanceof List<?> names) {
      names.forEach(name -> roles.add(Role.parse(String.valueOf(name))));
    }
    ApiKey key =
        new ApiKey(
            match(ID, text(json, "id")),
            text(json, "name"),
            roles,
            Instant.parse(text(json, "created")),
            optionalInstant(json, "expires"),
            optionalInstant(json, "revoked"));
    return new StoredKey(key, match(SHA256, text(json, "sha256")));
  }

  private static @Nullable Instant optionalInstant(Map<String, Object> json, String name)
      throws ParseException {
    return json.containsKey(name) ? Instant.parse(text(json, name)) : null;
  }

  private static String text(Map<String, Object> json, String name) throws ParseException {
    if (json.get(name) instanceof String text) {
      return text;
    }
    throw new ParseException(name, 0);
  }

  private static String match(Pattern form, String text) throws ParseException {
    if (form.matcher(text).matches()) {
      return text;
    }
    throw new ParseException("form", 0);
  }
}
