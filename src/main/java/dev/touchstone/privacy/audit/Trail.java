package dev.touchstone.privacy.audit;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.StoreException;
import java.util.List;

/** Takes note of what is done. Thread-safe. */
public interface Trail {
  /** Takes note of nothing. */
  Trail NONE = note -> {};

  /**
   * Something that somebody did.
   *
   * @param contacts hashed before they are written
   */
  record Note(AuditEvent event, List<ContactId> contacts) {
    public Note {
      contacts = List.copyOf(contacts);
    }
  }

  /**
   * Takes a note. When it returns the note is written and synced, or, if it is of a read and the
   * settings allow it, will be a moment later.
   *
   * @throws StoreException if it cannot be written: then nobody may get what it is about
   */
  void add(Note note);
}
