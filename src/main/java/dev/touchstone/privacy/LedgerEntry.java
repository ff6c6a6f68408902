package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.JsonTree;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger. Its text is one line of JSON; the same entry has always the same text.
 *
 * @param position the how manieth it is, from 0
 * @param before the digest of the entry before it; 64 zeros for the first
 * @param erasure the id of the erasure that it belongs to; empty if to none
 * @param contacts the keyed hashes of contacts
 * @param reason as {@link Reason} has it; empty if none is needed
 * @param digest of what the entry is about, in hex: a receipt; empty if there is nothing
 */
public record LedgerEntry(
    long position,
    String before,
    Instant time,
    EntryKind kind,
    String erasure,
    List<String> contacts,
    String reason,
    String digest) {
  /** What the first entry says of the one before it. */
  public static final String NONE = "0".repeat(64);

  /** The longest text that an entry may have. */
  static final int MAX_CHARS = 64 << 10;

  public LedgerEntry {
    contacts = List.copyOf(contacts);
  }

  /** What is to be written, wherever the ledger ends. */
  record Draft(
      EntryKind kind, String erasure, List<String> contacts, String reason, String digest) {
    Draft {
      contacts = List.copyOf(contacts);
    }

    LedgerEntry behind(Head head, Instant time) {
      return new LedgerEntry(
          head.entries(), head.digest(), time, kind, erasure, contacts, reason, digest);
    }
  }

  /**
   * How far a ledger goes.
   *
   * @param entries how many it has
   * @param digest of the last; {@link #NONE} if there is none
   */
  public record Head(long entries, String digest) {
    static final Head EMPTY = new Head(0, NONE);

    /** As it stands beside data: the number of the last entry, and its digest. */
    @Override
    public String toString() {
      return entries == 0 ? "none" : "%d %s".formatted(entries - 1, digest);
    }
  }

  /** How far a ledger goes that ends with this entry. */
  Head head() {
    return new Head(position + 1, sha256(text()));
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The line, without its end. */
  public String text() {
    return JsonLine.of(
        json -> {
          json.writeNumberProperty("position", position);
          json.writeStringProperty("before", before);
          json.writeStringProperty("time", time.toString());
          json.writeStringProperty("kind", kind.text());
          json.writeStringProperty("erasure", erasure);
          JsonLine.writeTexts(json, "contacts", contacts);
          json.writeStringProperty("reason", reason);
          json.writeStringProperty("digest", digest);
        });
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not the text of an entry, to the last character
   */
  static LedgerEntry parse(String line) {
    if (line.length() > MAX_CHARS) {
      throw new IllegalArgumentException("a line that is too long");
    }
    Map<String, @Nullable Object> json = JsonTree.object(line);
    try {
      LedgerEntry entry =
          new LedgerEntry(
              Long.parseLong(JsonLine.text(json, "position")),
              JsonLine.text(json, "before"),
              Instant.parse(JsonLine.text(json, "time")),
              EntryKind.parse(JsonLine.text(json, "kind")),
              JsonLine.text(json, "erasure"),
              JsonLine.texts(json, "contacts"),
              JsonLine.text(json, "reason"),
              JsonLine.text(json, "digest"));
      if (!entry.text().equals(line)) {
        throw new IllegalArgumentException("another form than entries are written in");
      }
      return entry;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time", e);
    }
  }
}
