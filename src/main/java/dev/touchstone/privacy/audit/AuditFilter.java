package dev.touchstone.privacy.audit;

import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted.
 *
 * @param from the earliest moment
 * @param to before which moment
 * @param contact the keyed hash of a contact; null for any
 * @param caller null for any
 * @param action null for any
 */
public record AuditFilter(
    Instant from,
    Instant to,
    @Nullable String contact,
    @Nullable String caller,
    @Nullable AuditAction action)
    implements Predicate<AuditEvent> {

  /** Everything. */
  public static final AuditFilter ALL = new AuditFilter(Instant.MIN, Instant.MAX, null, null, null);

  @Override
  public boolean test(AuditEvent event) {
    return !event.time().isBefore(from)
        && event.time().isBefore(to)
        && (contact == null || event.contacts().contains(contact))
        && (caller == null || event.caller().equals(caller))
        && (action == null || event.action() == action);
  }
}
