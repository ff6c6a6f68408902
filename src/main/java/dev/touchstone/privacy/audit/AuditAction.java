package dev.touchstone.privacy.audit;

import dev.touchstone.interaction.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;

/** What somebody did. */
public enum AuditAction {
  /** Interactions of a contact were read, or it was seen that there are none. */
  READ,
  /** It was asked under which contact ids a person is known. */
  FIND,
  /** A package of everything about a contact was made. */
  PACKAGE,
  /** A contact was erased. */
  ERASE,
  /** A contact that was erased may be stored again. */
  UNBLOCK,
  /** The ledger of erasures was read. */
  LEDGER,
  /** The list of copies that left the store was read. */
  COPIES,
  /** A request of a data subject was made or changed. */
  REQUEST,
  /** A contact may be read by the privacy role alone. */
  RESTRICT,
  /** A restriction ended. */
  LIFT,
  /** An interaction was corrected. */
  RECTIFY,
  /** A key was created, revoked or rotated. */
  KEY,
  /** The configuration is another than at the last start. */
  CONFIGURATION,
  /** A backup was made. */
  BACKUP,
  /** A backup was restored. */
  RESTORE,
  /** The audit trail itself was read. */
  AUDIT,
  /** The trail begins to be written. */
  START,
  /** The trail ends as it should. */
  STOP,
  /** How far the trail of another server goes. */
  WITNESS,
  /** Days of the trail, closed requests or notes of copies were removed: they were too old. */
  EXPIRE;

  /** As files and answers spell it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the name of an action.
   *
   * @throws InvalidValueException if there is none of that name
   */
  public static AuditAction parse(String text) {
    return Arrays.stream(values())
        .filter(action -> action.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    text, "one of " + Arrays.stream(values()).map(AuditAction::text).toList()));
  }

  /** Whether an event may be written a moment after the answer, where the settings allow it. */
  public boolean mayFollow() {
    return this == READ || this == FIND;
  }
}
