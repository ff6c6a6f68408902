package dev.touchstone.privacy.index;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fills the index of a store that had rows before it had the index. Contacts may be appended to and
 * erased meanwhile; interrupted, it goes on where it was.
 */
public final class AddressRebuild {
  private static final int CONTACTS = 500;
  private static final int ROWS = 1_000;

  private final AddressIndex index;
  private final Completeness completeness;
  private final StorageEngine engine;
  private final Predicate<ContactId> erased;

  /**
   * @param erased whether a contact is erased, or being so: asked when its entries are there. An
   *     erasure that begins later removes them
   */
  public AddressRebuild(
      AddressIndex index, Completeness completeness, Predicate<ContactId> erased) {
    this.erased = erased;
    this.index = index;
    this.completeness = completeness;
    this.engine = completeness.engine();
  }

  /** Is told how far it is. */
  @FunctionalInterface
  public interface Progress {
    void reached(long contacts, long rows);
  }

  /**
   * What was looked at.
   *
   * @param complete false if it was stopped before its end
   */
  public record Rebuilt(long contacts, long rows, boolean complete) {}

  /**
   * Goes through all contacts.
   *
   * @param stop is asked between contacts
   */
  public Rebuilt run(Progress progress, BooleanSupplier stop) {
    long contacts = 0;
    long rows = 0;
    @Nullable ContactId last = completeness.position();
    List<ContactId> page = engine.contacts(last, CONTACTS);
    while (!page.isEmpty()) {
      for (ContactId contact : page) {
        if (stop.getAsBoolean()) {
          return new Rebuilt(contacts, rows, false);
        }
        rows += contact.isNone() ? 0 : add(contact);
        contacts++;
      }
      completeness.goOnBehind(page.getLast());
      progress.reached(contacts, rows);
      page = engine.contacts(page.getLast(), CONTACTS);
    }
    completeness.mark();
    return new Rebuilt(contacts, rows, true);
  }

  private long add(ContactId contact) {
    long count = 0;
    Set<MailAddress> seen = new HashSet<>();
    List<Interaction> fresh = new ArrayList<>();
    try (Scan scan = engine.scan(contact)) {
      while (scan.hasNext()) {
        Interaction row = scan.next();
        count++;
        if (MailAddress.of(row).filter(seen::add).isPresent()) {
          fresh.add(row);
        }
        if (fresh.size() == ROWS) {
          index.add(fresh);
          fresh.clear();
          seen.clear();
        }
      }
    }
    index.add(fresh);
    if (erased.test(contact)) {
      index.erase(contact);
    }
    return count;
  }
}
