package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import dev.touchstone.store.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A copy of personal data that left the store. It names nobody: contacts are keyed hashes, and in a
 * path a hash in braces stands for the id of its contact.
 *
 * @param id names it; ids sort by when copies were begun
 * @param begun when it was begun
 * @param caller who wanted it: the id of a key or a user, or {@code command line}
 * @param place where it is
 * @param contacts whose data it has; empty for everybody's
 * @param ledger how many entries the ledger of erasures had: who was erased before is not in it
 * @param content null until it is complete
 * @param fate what an erasure made of it
 */
public record Copy(
    String id,
    Kind kind,
    Instant begun,
    String caller,
    Place place,
    List<String> contacts,
    long ledger,
    @Nullable Content content,
    Fate fate) {

  public Copy {
    contacts = List.copyOf(contacts);
  }

  /** What wrote it. Whatever else writes personal data out of the store becomes one of these. */
  public enum Kind {
    /** Everything of a person. */
    PACKAGE,
    /** The whole store. */
    BACKUP;

    /** As files and answers spell it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind parse(String text) {
      return Arrays.stream(values())
          .filter(kind -> kind.text().equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no kind of copy"));
    }
  }

  /**
   * Where a copy is.
   *
   * @param path of the file; empty for one that was sent over HTTP
   * @param host the machine that wrote or sent it
   */
  public record Place(String path, String host) {
    public boolean isFile() {
      return !path.isEmpty();
    }
  }

  /**
   * What it is.
   *
   * @param sha256 of all its bytes, in hex
   * @param rows how many interactions it has
   */
  public record Content(String sha256, long bytes, long rows) {}

  /**
   * What became of it.
   *
   * @param erasure the id of the erasure that met it last; empty if none did
   * @param deleted whether that one deleted it
   * @param why it was left, in words; empty if it was not
   */
  public record Fate(String erasure, boolean deleted, String why) {
    static final Fate NONE = new Fate("", false, "");
  }

  /** Whether it has everybody's data. */
  public boolean isOfAll() {
    return contacts.isEmpty();
  }

  Copy at(String path) {
    Place named = new Place(path, place.host());
    return new Copy(id, kind, begun, caller, named, contacts, ledger, content, fate);
  }

  Copy with(Fate fate) {
    return new Copy(id, kind, begun, caller, place, contacts, ledger, content, fate);
  }

  Copy with(Content content) {
    return new Copy(id, kind, begun, caller, place, contacts, ledger, content, fate);
  }

  /** As a JSON object on one line, without a line end. */
  public String text() {
    return JsonLine.of(
        json -> {
          json.writeStringProperty("id", id);
          json.writeStringProperty("kind", kind.text());
          json.writeStringProperty("begun", begun.toString());
          json.writeStringProperty("caller", caller);
          json.writeStringProperty("path", place.path());
          json.writeStringProperty("host", place.host());
          JsonLine.writeTexts(json, "contacts", contacts);
          json.writeNumberProperty("ledger", ledger);
          if (content != null) {
            json.writeStringProperty("sha256", content.sha256());
            json.writeNumberProperty("bytes", content.bytes());
            json.writeNumberProperty("rows", content.rows());
          }
          if (!fate.erasure().isEmpty()) {
            json.writeStringProperty("erasure", fate.erasure());
            json.writeBooleanProperty("deleted", fate.deleted());
            json.writeStringProperty("why", fate.why());
          }
        });
  }

  byte[] encode() {
    return text().getBytes(UTF_8);
  }

  /**
   * @throws StoreException.Damaged if it is none
   */
  static Copy decode(byte[] bytes) {
    try {
      Map<String, @Nullable Object> json = JsonTree.object(new String(bytes, UTF_8));
      return new Copy(
          JsonLine.text(json, "id"),
          Kind.parse(JsonLine.text(json, "kind")),
          Instant.parse(JsonLine.text(json, "begun")),
          JsonLine.text(json, "caller"),
          new Place(JsonLine.text(json, "path"), JsonLine.text(json, "host")),
          JsonLine.texts(json, "contacts"),
          Long.parseLong(JsonLine.text(json, "ledger")),
          content(json),
          fate(json));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new StoreException.Damaged("a record of a copy cannot be read", null);
    }
  }

  private static @Nullable Content content(Map<String, @Nullable Object> json) {
    return json.containsKey("sha256")
        ? new Content(
            JsonLine.text(json, "sha256"),
            Long.parseLong(JsonLine.text(json, "bytes")),
            Long.parseLong(JsonLine.text(json, "rows")))
        : null;
  }

  private static Fate fate(Map<String, @Nullable Object> json) {
    return json.containsKey("erasure")
        ? new Fate(
            JsonLine.text(json, "erasure"),
            Boolean.TRUE.equals(json.get("deleted")),
            JsonLine.text(json, "why"))
        : Fate.NONE;
  }
}
