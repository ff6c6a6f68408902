package dev.touchstone.privacy.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.Timestamp;
import dev.touchstone.store.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a manifest as JSON that people can read too, an element of an array on each line. */
final class ManifestWriter {
  private static final String ORDER =
      "contacts as listed; of each the types by name; of each the newest first, then by id: GUIDs"
          + " before other texts";

  private ManifestWriter() {}

  static byte[] write(Manifest manifest) {
    StringBuilder out = new StringBuilder();
    out.append("{\n\"format\":").append(text(Manifest.FORMAT));
    out.append(",\n\"complete\":true");
    put(out, "created", text(manifest.created().toString()));
    put(out, "signingKey", text(manifest.signingKey()));
    put(out, "contacts", array(manifest.contacts(), ManifestWriter::contact));
    TimeRange range = manifest.range();
    put(out, "from", range.from().equals(Timestamp.MIN) ? "null" : time(range.from()));
    put(out, "to", range.to().equals(Timestamp.MAX) ? "null" : time(range.to()));
    put(out, "order", text(ORDER));
    put(out, "interactions", Long.toString(manifest.rows()));
    put(out, "newest", text(manifest.newest()));
    put(out, "oldest", text(manifest.oldest()));
    put(out, "types", array(manifest.groups(), ManifestWriter::group));
    put(out, "chain", text(manifest.chain()));
    put(out, "retention", array(manifest.retention(), ManifestWriter::kept));
    Manifest.Catalogue catalogue = manifest.catalogue();
    put(
        out,
        "catalogue",
        "{\"types\":%d,\"sha256\":%s}".formatted(catalogue.types(), text(catalogue.sha256())));
    LedgerPosition ledger = manifest.ledger();
    put(
        out,
        "ledger",
        ledger == null
            ? "null"
            : "{\"entries\":%d,\"head\":%s}".formatted(ledger.entries(), text(ledger.head())));
    put(out, "files", array(manifest.files(), ManifestWriter::file));
    return out.append("\n}\n").toString().getBytes(UTF_8);
  }

  private static void put(StringBuilder out, String name, String value) {
    out.append(",\n\"").append(name).append("\":").append(value);
  }

  private static String contact(Manifest.Contact contact) {
    return "{\"contact\":%s,\"folder\":%s}"
        .formatted(text(contact.id().value()), text(contact.folder()));
  }

  private static String group(Manifest.Group group) {
    return "{\"contact\":%s,\"type\":%s,\"interactions\":%d,\"newest\":%s,\"oldest\":%s,\"chain\":%s}"
        .formatted(
            text(group.contact().value()),
            text(group.type().value()),
            group.rows(),
            time(group.newest()),
            time(group.oldest()),
            text(group.chain()));
  }

  private static String kept(Manifest.Kept kept) {
    return "{\"type\":%s,\"kept\":%s,\"notBefore\":%s}"
        .formatted(text(kept.type().value()), text(kept.period()), time(kept.notBefore()));
  }

  private static String file(PackagedFile file) {
    String rows = file.rows() == 0 ? "" : ",\"rows\":" + file.rows();
    return "{\"path\":%s,\"bytes\":%d,\"sha256\":%s,\"crc32\":\"%08x\",\"packedBytes\":%d,\"packedSha256\":%s%s}"
        .formatted(
            text(file.path()),
            file.bytes(),
            text(file.sha256()),
            file.crc32(),
            file.packedBytes(),
            text(file.packedSha256()),
            rows);
  }

  private static <T> String array(List<T> elements, Function<T, String> element) {
    return elements.isEmpty()
        ? "[]"
        : elements.stream().map(element).collect(Collectors.joining(",\n ", "[\n ", "\n]"));
  }

  private static String time(Instant time) {
    return text(Timestamp.format(time));
  }

  private static String text(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    Utf8Buffer out = new Utf8Buffer();
    out.put('"').put(text, Escaping.JSON).put('"');
    return new String(out.toBytes(), UTF_8);
  }
}
