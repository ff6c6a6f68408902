package dev.touchstone.config;

import java.time.Duration;
import java.time.Period;

/**
 * How the audit trail is written and kept.
 *
 * @param mode when the note of a read is written
 * @param interval the longest time that such a note waits for others
 * @param keep how long the trail is kept
 */
public record AuditConfig(Mode mode, Duration interval, Period keep) {
  /** When the note of a read is written. */
  public enum Mode {
    /** Together with others, a moment after the answer. */
    GROUPED,
    /** Before the answer ends. */
    BEFORE_ANSWER,
    /** Never: nothing is noted at all. */
    OFF
  }
}
