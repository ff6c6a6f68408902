package dev.touchstone.privacy.audit;

import java.time.Instant;
import java.util.List;

/**
 * One thing that somebody did.
 *
 * @param caller the id of a key, an application or a user, or {@code command line}
 * @param what more of it, such as which resource was asked; no personal data
 * @param contacts keyed hashes of the contacts that it is about
 * @param rows how many rows were shown or changed
 * @param complete whether it came to its end; false for an answer that was refused or broken off
 * @param reason as the caller gave it; empty if none was given
 * @param request the id of the request; empty if there was none
 */
public record AuditEvent(
    Instant time,
    String caller,
    AuditAction action,
    String what,
    List<String> contacts,
    long rows,
    boolean complete,
    String reason,
    String request) {
  /** The most contacts of one event; what is about more becomes several events. */
  public static final int MAX_CONTACTS = 100;

  /** The most characters of a reason. */
  public static final int MAX_REASON = 200;

  /** The most characters of any other text. */
  public static final int MAX_TEXT = 200;

  public AuditEvent {
    contacts = List.copyOf(contacts);
    if (contacts.size() > MAX_CONTACTS || rows < 0) {
      throw new IllegalArgumentException(contacts.size() + " contacts, " + rows + " rows");
    }
    for (String text : List.of(caller, what, reason, request)) {
      if (text.length() > MAX_TEXT) {
        throw new IllegalArgumentException("a text of more than " + MAX_TEXT + " characters");
      }
    }
  }
}
