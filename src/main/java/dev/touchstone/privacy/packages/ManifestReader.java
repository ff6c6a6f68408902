package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ManifestWriter} wrote. */
final class ManifestReader {
  private ManifestReader() {}

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException if it is none, or of another format
   */
  static Manifest read(byte[] bytes) {
    try {
      return manifest(JsonTree.object(new String(bytes, UTF_8)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a manifest", e);
    }
  }

  private static Manifest manifest(Map<?, ?> json) {
    if (!Manifest.FORMAT.equals(json.get("format")) || !Boolean.TRUE.equals(json.get("complete"))) {
      throw new IllegalArgumentException("not a manifest of the format " + Manifest.FORMAT);
    }
    Object from = json.get("from");
    Object to = json.get("to");
    Map<?, ?> catalogue = object(json.get("catalogue"));
    return new Manifest(
        Instant.parse(text(json, "created")),
        text(json, "signingKey"),
        list(json, "contacts", ManifestReader::contact),
        new TimeRange(
            from == null ? Timestamp.MIN : Timestamp.parse(from.toString()),
            to == null ? Timestamp.MAX : Timestamp.parse(to.toString())),
        list(json, "types", ManifestReader::group),
        text(json, "chain"),
        list(json, "retention", ManifestReader::kept),
        new Manifest.Catalogue((int) number(catalogue, "types"), text(catalogue, "sha256")),
        ledger(json.get("ledger")),
        list(json, "files", ManifestReader::file));
  }

  private static Manifest.Contact contact(Map<?, ?> json) {
    return new Manifest.Contact(ContactId.parse(text(json, "contact")), text(json, "folder"));
  }

  private static Manifest.Group group(Map<?, ?> json) {
    return new Manifest.Group(
        ContactId.parse(text(json, "contact")),
        new TypeName(text(json, "type")),
        number(json, "interactions"),
        Timestamp.parse(text(json, "newest")),
        Timestamp.parse(text(json, "oldest")),
        text(json, "chain"));
  }

  private static Manifest.Kept kept(Map<?, ?> json) {
    return new Manifest.Kept(
        new TypeName(text(json, "type")),
        text(json, "kept"),
        Timestamp.parse(text(json, "notBefore")));
  }

  private static @Nullable LedgerPosition ledger(@Nullable Object json) {
    return json == null
        ? null
        : new LedgerPosition(number(object(json), "entries"), text(object(json), "head"));
  }

  private static PackagedFile file(Map<?, ?> json) {
    return new PackagedFile(
        text(json, "path"),
        number(json, "bytes"),
        text(json, "sha256"),
        Integer.parseUnsignedInt(text(json, "crc32"), 16),
        number(json, "packedBytes"),
        text(json, "packedSha256"),
        json.get("rows") == null ? 0 : number(json, "rows"));
  }

  private static <T> List<T> list(Map<?, ?> json, String name, Function<Map<?, ?>, T> element) {
    if (!(json.get(name) instanceof List<?> elements) || elements.size() > Manifest.MAX_FILES) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    List<T> list = new ArrayList<>();
    elements.forEach(each -> list.add(element.apply(object(each))));
    return list;
  }

  private static Map<?, ?> object(@Nullable Object json) {
    if (json instanceof Map<?, ?> object) {
      return object;
    }
    throw new IllegalArgumentException("an object is missing");
  }

  private static String text(Map<?, ?> json, String name) {
    if (json.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("'" + name + "' is missing");
  }

  private static long number(Map<?, ?> json, String name) {
    long number = Long.parseLong(text(json, name));
    if (number < 0) {
      throw new IllegalArgumentException("'" + name + "' is negative");
    }
    return number;
  }
}
