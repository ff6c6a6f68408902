package dev.touchstone.privacy;

import dev.touchstone.privacy.LedgerEntry.Head;

/** Checks entry after entry that each follows the one before it. Not thread-safe. */
final class LedgerChain {
  private final String name;
  private Head head;

  /**
   * @param name of what is read, for a message
   */
  LedgerChain(String name, Head head) {
    this.name = name;
    this.head = head;
  }

  /**
   * Takes the next line.
   *
   * @throws LedgerException if it does not follow
   */
  LedgerEntry next(String line) {
    LedgerEntry entry;
    try {
      entry = LedgerEntry.parse(line);
    } catch (IllegalArgumentException e) {
      throw broken("it has " + e.getMessage());
    }
    if (entry.position() != head.entries()) {
      throw broken("it says that it is entry " + entry.position());
    }
    if (!entry.before().equals(head.digest())) {
      throw broken("it does not follow the one before it");
    }
    head = entry.head();
    return entry;
  }

  Head head() {
    return head;
  }

  private LedgerException broken(String why) {
    return new LedgerException(
        "entry %d of %s was changed, or one was added or removed before it: %s"
            .formatted(head.entries(), name, why));
  }
}
