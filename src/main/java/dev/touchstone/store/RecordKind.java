package dev.touchstone.store;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is kept in records. A kind's number and what its bytes mean never change; both stand in
 * {@code docs/storage.md}. A new kind is named here and nowhere else: whoever moves, saves or looks
 * through records goes through all of them.
 */
public enum RecordKind {
  /** The ledger of erasures, entry by entry. */
  LEDGER(1, false),
  /** Erasures that were begun and are not complete. */
  ERASURE(3, true),
  /** Signed receipts of erasures. */
  RECEIPT(4, false),
  /** From a mail address to the contacts that have it. */
  ADDRESS(7, true),
  /** From a contact to its mail addresses. */
  CONTACT_ADDRESS(8, true),
  /** Who saw what. */
  AUDIT(9, false),
  /** Requests of data subjects. */
  REQUEST(10, true),
  /** Whether this store is being moved, or was: speaks of one store alone. */
  PLACE(11, false),
  /** Copies of personal data that left the store: packages and backups. */
  COPY(12, false),
  /** Contacts whose processing is restricted. */
  RESTRICTION(13, true);

  private final int number;
  private final boolean holdsPersonalData;

  RecordKind(int number, boolean holdsPersonalData) {
    this.number = number;
    this.holdsPersonalData = holdsPersonalData;
  }

  /** The kind's number in stored bytes, 1 to 127. */
  public int number() {
    return number;
  }

  /**
   * Whether its records hold data of a person, so that a package shows them and an erasure removes
   * them.
   */
  public boolean holdsPersonalData() {
    return holdsPersonalData;
  }

  /** Whether its records go with the interactions when those are moved into another store. */
  public boolean moves() {
    return this != PLACE;
  }

  public static Optional<RecordKind> byNumber(int number) {
    return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
  }
}
