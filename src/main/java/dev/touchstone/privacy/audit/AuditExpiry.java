package dev.touchstone.privacy.audit;

import static java.time.ZoneOffset.UTC;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes the days of the trail that are too old. First the trail says so, else a chain that does
 * not begin with its first block would be taken for one that was cut. Thread-safe.
 */
public final class AuditExpiry {
  private static final Pattern STATEMENT =
      Pattern.compile("([0-9a-f]{16}) before block (\\d{1,18})");

  private final AuditBlocks blocks;
  private final Trail trail;
  private final Period keep;
  private final InstantSource clock;

  /**
   * @param keep how long days are kept
   */
  public AuditExpiry(AuditBlocks blocks, Trail trail, Period keep, InstantSource clock) {
    this.blocks = blocks;
    this.trail = trail;
    this.keep = keep;
    this.clock = clock;
  }

  /** The first day that is kept. */
  public static LocalDate earliest(Period keep, InstantSource clock) {
    return LocalDate.ofInstant(clock.instant(), UTC).minus(keep);
  }

  /**
   * Removes what is too old, of all servers.
   *
   * @return how many days of a server were removed
   */
  public synchronized int sweep() {
    LocalDate earliest = earliest(keep, clock);
    int removed = 0;
    for (AuditHead head : blocks.heads()) {
      removed += sweep(head, earliest);
    }
    return removed;
  }

  private int sweep(AuditHead head, LocalDate earliest) {
    LocalDate oldest = blocks.oldest(head).orElse(earliest);
    if (!oldest.isBefore(earliest)) {
      return 0;
    }
    long kept = firstFrom(head, earliest).orElse(head.number() + 1);
    Occasion.now(clock)
        .note(
            trail,
            AuditAction.EXPIRE,
            "%s before block %d".formatted(head.server(), kept),
            List.of(),
            0);
    int removed = 0;
    for (LocalDate day = oldest; day.isBefore(earliest); day = day.plusDays(1)) {
      blocks.remove(head.server(), day);
      removed++;
    }
    blocks.putOldest(head, earliest);
    return removed;
  }

  private OptionalLong firstFrom(AuditHead head, LocalDate earliest) {
    for (LocalDate day = earliest; !day.isAfter(head.day()); day = day.plusDays(1)) {
      Iterator<AuditBlock> found = blocks.blocks(head.server(), day);
      if (found.hasNext()) {
        return OptionalLong.of(found.next().number());
      }
    }
    return OptionalLong.empty();
  }

  /** Which blocks an event says to have expired. */
  record Statement(String server, long before) {
    static Optional<Statement> of(AuditEvent event) {
      Matcher parts = STATEMENT.matcher(event.what());
      return event.action() == AuditAction.EXPIRE && parts.matches()
          ? Optional.of(new Statement(parts.group(1), Long.parseLong(parts.group(2))))
          : Optional.empty();
    }
  }
}
