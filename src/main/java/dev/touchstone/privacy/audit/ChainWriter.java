package dev.touchstone.privacy.audit;

import static java.time.ZoneOffset.UTC;

import dev.touchstone.privacy.signature.Signature;
import dev.touchstone.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the chain of one server, block behind block. Belongs to one thread. */
final class ChainWriter {
  /** Another server's blocks behind its noted head are looked for on so many days. */
  static final int DAYS_BEHIND_HEAD = 2;

  private static final int MAX_ATTEMPTS = 100;

  private static final String PROGRAM = "touchstone";

  /** A block ends with the event that brings its text to this size. */
  private static final int BLOCK_CHARS = 512 << 10;

  private final AuditBlocks blocks;
  private final String server;
  private final Function<byte[], Signature> sign;
  private final InstantSource clock;
  private @Nullable AuditHead head;
  private @Nullable AuditHead noted;
  private final Set<AuditHead> witnessed = new HashSet<>();

  ChainWriter(
      AuditBlocks blocks, String server, Function<byte[], Signature> sign, InstantSource clock) {
    this.blocks = blocks;
    this.server = server;
    this.sign = sign;
    this.clock = clock;
  }

  /** Finds the end of the chain, and begins to write behind it. */
  void open() {
    noted = blocks.head(server).orElse(null);
    AuditBlock last = noted == null ? null : end(noted);
    head = last == null ? noted : AuditHead.of(last);
    String how =
        last == null ? "first" : isClosed(last) ? "after a stop" : "after an end without a stop";
    write(List.of(EventJson.encode(own(AuditAction.START, how))));
    noteHead();
    if (last == null && head != null) {
      blocks.putOldest(head, head.day());
    }
  }

  private static boolean isClosed(AuditBlock last) {
    return !last.events().isEmpty() && last.events().getLast().action() == AuditAction.STOP;
  }

  /** The last block, which may be behind the head that was noted. */
  private @Nullable AuditBlock end(AuditHead from) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), UTC);
    @Nullable AuditBlock last = null;
    long number = from.number();
    for (LocalDate day = from.day();
        !day.isAfter(later(from.day(), today));
        day = day.plusDays(1)) {
      AuditBlock found = blocks.last(server, day, number);
      last = found == null ? last : found;
      number = found == null ? number : found.number() + 1;
    }
    return last;
  }

  private static LocalDate later(LocalDate head, LocalDate today) {
    LocalDate last = head.plusDays(DAYS_BEHIND_HEAD);
    return last.isBefore(today) ? today : last;
  }

  /**
   * Writes events, in as many blocks as they need.
   *
   * @param lines each an event
   * @throws StoreException if some of them may not be written; writing them again is right, and may
   *     write some twice
   */
  void write(List<String> lines) {
    LocalDate day = LocalDate.ofInstant(clock.instant(), UTC);
    List<String> rest = lines;
    if (head == null || day.isAfter(head.day())) {
      rest = new ArrayList<>(witnesses());
      rest.addAll(lines);
    } else {
      day = head.day();
    }
    int from = 0;
    int chars = 0;
    for (int i = 0; i < rest.size(); i++) {
      chars += rest.get(i).length();
      if (chars >= BLOCK_CHARS || i == rest.size() - 1) {
        writeBlock(day, rest.subList(from, i + 1));
        from = i + 1;
        chars = 0;
      }
    }
  }

  private void writeBlock(LocalDate day, List<String> lines) {
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      long number = head == null ? 0 : head.number() + 1;
      byte[] text = AuditBlock.encode(server, day, number, digest(), lines, sign);
      if (blocks.put(server, day, number, text)) {
        head = new AuditHead(server, day, number, AuditBlock.digest(text));
        return;
      }
      if (adopt(day, number, text)) {
        return;
      }
    }
    throw new StoreException.Overloaded(
        "others write to the audit trail of server %s".formatted(server), null);
  }

  private String digest() {
    return head == null ? AuditBlock.NONE : head.digest();
  }

  /**
   * Goes on behind a block that is there already: one of ours, of which it was not known whether it
   * was written, or that of another process which was given the same server's name.
   *
   * @return whether it is the very one that was to be written
   */
  private boolean adopt(LocalDate day, long number, byte[] text) {
    byte[] found =
        blocks
            .get(server, day, number)
            .orElseThrow(
                () -> new StoreException.Unavailable("a block was there and is not", null));
    AuditBlock block = AuditBlocks.decode(found);
    if (!block.before().equals(digest())) {
      throw new StoreException.Damaged(
          "block %d of the audit trail of server %s does not follow the one before it"
              .formatted(number, server),
          null);
    }
    head = AuditHead.of(block);
    return Arrays.equals(found, text);
  }

  /** How far the chains of others go, which they cannot shorten unseen from then on. */
  private List<String> witnesses() {
    List<String> lines = new ArrayList<>();
    for (AuditHead other : blocks.heads()) {
      if (!other.server().equals(server) && witnessed.add(other)) {
        lines.add(EventJson.encode(own(AuditAction.WITNESS, other.text())));
      }
    }
    return lines;
  }

  AuditEvent own(AuditAction action, String what) {
    Instant now = clock.instant();
    return new AuditEvent(now, PROGRAM, action, what, List.of(), 0, true, "", "");
  }

  /** Notes how far the chain goes, unless that is noted. */
  void noteHead() {
    AuditHead present = head;
    if (present != null && !present.equals(noted)) {
      blocks.putHead(present);
      noted = present;
    }
  }

  @Nullable AuditHead head() {
    return head;
  }
}
