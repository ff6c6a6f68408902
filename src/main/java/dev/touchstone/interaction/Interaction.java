package dev.touchstone.interaction;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * One marketing interaction. Contact, type, timestamp and id are its identity: sending it twice is
 * the same as sending it once, from any source and at any distance in time. Of two with one
 * identity the higher version stays.
 *
 * @param contact the contact, or {@link ContactId#NONE}
 * @param timestamp between {@link Timestamp#MIN} and {@link Timestamp#MAX}, to the nanosecond
 * @param version not negative; {@value #DEFAULT_VERSION} where the source has none
 * @param fields every other column
 */
public record Interaction(
    ContactId contact,
    TypeName type,
    Instant timestamp,
    InteractionId id,
    long version,
    Fields fields) {
  public static final long DEFAULT_VERSION = 1;

  public Interaction {
    if (version < 0) {
      throw new InvalidValueException(Long.toString(version), "a version of 0 or more");
    }
    try {
      Timestamp.checkRange(timestamp);
    } catch (DateTimeException e) {
      throw new InvalidValueException(timestamp.toString(), "a moment in the years 1 to 9999");
    }
  }

  /**
   * Type and version only: everything else is personal data and must not reach a log by accident.
   */
  @Override
  public String toString() {
    return "Interaction[" + type.value() + ", version " + version + "]";
  }
}
