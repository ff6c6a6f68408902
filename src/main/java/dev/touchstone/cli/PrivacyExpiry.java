package dev.touchstone.cli;

import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.privacy.request.SubjectRequests;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Removes closed requests of data subjects, and notes of copies that were sent or deleted, when
 * they are older than they are kept. The trail says so first.
 */
record PrivacyExpiry(
    SubjectRequests requests, Copies copies, Trail trail, Period keep, InstantSource clock) {

  static PrivacyExpiry of(OpenFolder open) {
    return new PrivacyExpiry(
        open.erasures().requests(),
        open.erasures().erasures().copies(),
        open.trail(),
        open.config().privacy().keep(),
        InstantSource.system());
  }

  /**
   * What was removed.
   *
   * @param copies notes of them
   */
  record Removed(long requests, long copies) {
    boolean isNothing() {
      return requests == 0 && copies == 0;
    }
  }

  private Instant cutoff() {
    return clock.instant().atZone(ZoneOffset.UTC).minus(keep).toInstant();
  }

  /** What the next sweep removes, in words. */
  String words() {
    return "Retention: closed requests and notes of copies from before %s have expired."
        .formatted(cutoff().truncatedTo(ChronoUnit.SECONDS));
  }

  Removed sweep() {
    Instant before = cutoff();
    List<String> oldRequests = requests.expired(before);
    List<String> oldCopies = copies.expired(before);
    Removed removed = new Removed(oldRequests.size(), oldCopies.size());
    if (!removed.isNothing()) {
      note(removed, before);
      oldRequests.forEach(requests::remove);
      oldCopies.forEach(copies::remove);
    }
    return removed;
  }

  private void note(Removed removed, Instant before) {
    Occasion.now(clock)
        .note(
            trail,
            AuditAction.EXPIRE,
            "%d requests and %d copies of before %s"
                .formatted(
                    removed.requests(),
                    removed.copies(),
                    before.atZone(ZoneOffset.UTC).toLocalDate()),
            List.of(),
            0);
  }
}
