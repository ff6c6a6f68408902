package dev.touchstone.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.StoreException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a store knows of its own move: a record of it, as lines of text.
 *
 * @param store which store this is; made up when it is first moved
 * @param peer the store on the other side; null at home
 * @param address where that is, in the words of whoever moved it
 * @param point how far the move is; of a store that is leaving
 * @param claim which process moves it; null where none does. Of a store that is leaving, or left
 */
record MoveMark(
    UUID store,
    Standing standing,
    @Nullable UUID peer,
    String address,
    Point point,
    @Nullable Claim claim) {
  static final int FORMAT = 1;

  private static final String WORDS = "touchstone move, format ";

  /**
   * How far a move is.
   *
   * @param after the last contact that is done; null where none is
   * @param contacts that are done
   * @param compared what was found so far
   * @param settled whether everything before it was equal when the process ended, and nothing
   *     changed since
   */
  record Point(
      MovePhase phase,
      @Nullable ContactId after,
      long contacts,
      Compared compared,
      boolean settled) {
    static final Point START = new Point(MovePhase.BACKFILL, null, 0, Compared.NOTHING, false);

    /** Where nothing is compared that anybody could rely on. */
    static final Point COMPARISON =
        new Point(MovePhase.COMPARISON, null, 0, Compared.NOTHING, false);

    Point withSettled(boolean newSettled) {
      return new Point(phase, after, contacts, compared, newSettled);
    }

    /** Without the contact. */
    @Override
    public String toString() {
      return "Point[%s, %,d contacts]".formatted(phase, contacts);
    }
  }

  /** What the comparison of contacts found, as a {@link MoveReport} has it. */
  record Compared(long contacts, long rows, long repaired, long surplus) {
    static final Compared NOTHING = new Compared(0, 0, 0, 0);
  }

  /**
   * The process that moves a store.
   *
   * @param process made up when it began
   * @param changes of the mark that it has made: while it lives there are more again and again
   */
  record Claim(UUID process, long changes) {}

  static MoveMark home(UUID store) {
    return new MoveMark(store, Standing.HOME, null, "", Point.START, null);
  }

  MoveMark home() {
    return home(store);
  }

  MoveMark with(Standing newStanding, MoveMark other, String otherAddress) {
    return new MoveMark(store, newStanding, other.store, otherAddress, Point.START, null);
  }

  MoveMark at(Point newPoint) {
    return new MoveMark(store, standing, peer, address, newPoint, claim);
  }

  MoveMark claimedBy(UUID process) {
    return new MoveMark(store, standing, peer, address, point, new Claim(process, 0));
  }

  /** What the same process writes next. */
  MoveMark next(Standing newStanding, Point newPoint) {
    Claim next = claim == null ? null : new Claim(claim.process, claim.changes + 1);
    return new MoveMark(store, newStanding, peer, address, newPoint, next);
  }

  MoveMark free() {
    return new MoveMark(store, standing, peer, address, point, null);
  }

  boolean isClaimedAs(MoveMark other) {
    return claim != null && other.claim != null && claim.process.equals(other.claim.process);
  }

  boolean isWith(Standing expected, MoveMark other) {
    return standing == expected && other.store.equals(peer);
  }

  byte[] toBytes() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("store", store.toString());
    lines.put("standing", word(standing));
    lines.put("peer", peer == null ? "" : peer.toString());
    lines.put("address", base64(address));
    lines.put("phase", word(point.phase));
    lines.put("after", point.after == null ? "" : "+" + base64(point.after.value()));
    lines.put("contacts", Long.toString(point.contacts));
    lines.put("comparedContacts", Long.toString(point.compared.contacts));
    lines.put("comparedRows", Long.toString(point.compared.rows));
    lines.put("repaired", Long.toString(point.compared.repaired));
    lines.put("surplus", Long.toString(point.compared.surplus));
    lines.put("settled", Boolean.toString(point.settled));
    lines.put("process", claim == null ? "" : claim.process.toString());
    lines.put("changes", claim == null ? "0" : Long.toString(claim.changes));
    return lines.entrySet().stream()
        .map(line -> line.getKey() + "=" + line.getValue() + "\n")
        .collect(Collectors.joining("", WORDS + FORMAT + "\n", ""))
        .getBytes(UTF_8);
  }

  /**
   * Reads a mark.
   *
   * @throws StoreException.Damaged if the bytes are none, or of a format that this version does not
   *     know
   */
  static MoveMark parse(byte[] bytes) {
    String[] lines = new String(bytes, UTF_8).split("\n", -1);
    if (!lines[0].equals(WORDS + FORMAT)) {
      throw damaged("it does not begin with '" + WORDS + FORMAT + "'", null);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    try {
      return of(values);
    } catch (IllegalArgumentException e) {
      throw damaged("a line is missing or wrong", e);
    }
  }

  private static MoveMark of(Map<String, String> lines) {
    String peer = line(lines, "peer");
    String after = line(lines, "after");
    return new MoveMark(
        UUID.fromString(line(lines, "store")),
        Standing.valueOf(line(lines, "standing").toUpperCase(Locale.ROOT)),
        peer.isEmpty() ? null : UUID.fromString(peer),
        text(line(lines, "address")),
        new Point(
            MovePhase.valueOf(line(lines, "phase").toUpperCase(Locale.ROOT)),
            after.isEmpty() ? null : new ContactId(text(after.substring(1))),
            Long.parseLong(line(lines, "contacts")),
            new Compared(
                Long.parseLong(line(lines, "comparedContacts")),
                Long.parseLong(line(lines, "comparedRows")),
                Long.parseLong(line(lines, "repaired")),
                Long.parseLong(line(lines, "surplus"))),
            Boolean.parseBoolean(line(lines, "settled"))),
        claim(lines));
  }

  private static @Nullable Claim claim(Map<String, String> lines) {
    String process = line(lines, "process");
    return process.isEmpty()
        ? null
        : new Claim(UUID.fromString(process), Long.parseLong(line(lines, "changes")));
  }

  private static String line(Map<String, String> lines, String name) {
    String value = lines.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String text(String base64) {
    return new String(Base64.getUrlDecoder().decode(base64), UTF_8);
  }

  private static StoreException.Damaged damaged(String why, @Nullable Throwable cause) {
    return new StoreException.Damaged("the mark of a move cannot be read: " + why, cause);
  }
}
