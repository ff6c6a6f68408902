package dev.touchstone.privacy.audit;

import dev.touchstone.interaction.ContactId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * On what occasion the store is used: by whom, for which request, why. It is bound to the thread
 * that serves the request, so the store's decorators know it whichever door the request came
 * through; and it gathers what is read meanwhile. Belongs to one thread.
 */
public final class Occasion {
  /** So many contacts are gathered before they are noted. */
  static final int MAX_GATHERED = 10 * AuditEvent.MAX_CONTACTS;

  private static final ScopedValue<Occasion> CURRENT = ScopedValue.newInstance();

  /** Of whatever the program does by itself. */
  private static final String PROGRAM = "touchstone";

  private final String request;
  private final InstantSource clock;
  private final Map<ContactId, Long> rows = new LinkedHashMap<>();
  private String caller = PROGRAM;
  private boolean privileged;
  private AuditAction action = AuditAction.READ;
  private String what = "";
  private String reason = "";
  private boolean looked;

  /**
   * @param request its id; empty if there is none
   */
  public Occasion(String request, InstantSource clock) {
    this.request = request;
    this.clock = clock;
  }

  /** The occasion of this thread; null where the program acts by itself. */
  static @Nullable Occasion current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** The occasion of this thread; one of the program's own where there is none. */
  public static Occasion now(InstantSource clock) {
    Occasion current = current();
    return current == null ? new Occasion("", clock) : current;
  }

  /** Whether whoever asks on this thread may read what is restricted; nobody is not asked. */
  public static boolean mayReadRestricted() {
    Occasion current = current();
    return current != null && current.privileged;
  }

  /** Something that is done on an occasion. */
  @FunctionalInterface
  public interface Act<X extends Exception> {
    void run() throws X;
  }

  /** Does something on this occasion. */
  public <X extends Exception> void run(Act<X> act) throws X {
    ScopedValue.where(CURRENT, this)
        .call(
            () -> {
              act.run();
              return true;
            });
  }

  /**
   * Says who it is.
   *
   * @param privileged whether they may read what is restricted
   */
  public Occasion by(String caller, boolean privileged) {
    this.caller = caller;
    this.privileged = privileged;
    return this;
  }

  /** Says what it is that is read for, where it is more than to look. */
  public Occasion doing(AuditAction action) {
    this.action = action;
    return this;
  }

  /** Says what is asked, without personal data. */
  public Occasion asking(String what) {
    this.what = what;
    return this;
  }

  /**
   * Says why.
   *
   * @param reason at most {@value AuditEvent#MAX_REASON} characters
   */
  public Occasion because(String reason) {
    this.reason = reason;
    return this;
  }

  public String caller() {
    return caller;
  }

  public String reason() {
    return reason;
  }

  /**
   * Rows of a contact were read.
   *
   * @param contact may be {@link ContactId#NONE}
   */
  void read(ContactId contact, long count) {
    looked = true;
    rows.merge(contact, count, Long::sum);
  }

  boolean isFull() {
    return rows.size() >= MAX_GATHERED;
  }

  /** Notes what was read since the last time; nothing if nothing was. */
  public void end(Trail trail, boolean complete) {
    if (!looked) {
      return;
    }
    looked = false;
    List<Map.Entry<ContactId, Long>> all = List.copyOf(rows.entrySet());
    rows.clear();
    for (int from = 0; from < all.size(); from += AuditEvent.MAX_CONTACTS) {
      int to = Math.min(all.size(), from + AuditEvent.MAX_CONTACTS);
      trail.add(note(all.subList(from, to), complete));
    }
  }

  private Trail.Note note(List<Map.Entry<ContactId, Long>> read, boolean complete) {
    List<ContactId> contacts = new ArrayList<>();
    long sum = 0;
    for (Map.Entry<ContactId, Long> each : read) {
      sum += each.getValue();
      if (!each.getKey().isNone()) {
        contacts.add(each.getKey());
      }
    }
    return new Trail.Note(event(action, what, sum, complete), contacts);
  }

  /** Notes something else that was done on this occasion. */
  public void note(
      Trail trail, AuditAction action, String what, List<ContactId> contacts, long count) {
    for (int from = 0; from == 0 || from < contacts.size(); from += AuditEvent.MAX_CONTACTS) {
      int to = Math.min(contacts.size(), from + AuditEvent.MAX_CONTACTS);
      trail.add(new Trail.Note(event(action, what, count, true), contacts.subList(from, to)));
    }
  }

  private AuditEvent event(AuditAction action, String what, long count, boolean complete) {
    Instant time = clock.instant();
    return new AuditEvent(time, caller, action, what, List.of(), count, complete, reason, request);
  }
}
