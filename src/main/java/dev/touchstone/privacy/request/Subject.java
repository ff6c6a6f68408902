package dev.touchstone.privacy.request;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.index.MailAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the ids under which they are known, the mail address that they wrote from, or both.
 *
 * @param contacts each once, at most {@link SubjectRequest#MAX_CONTACTS}; none if only the address
 *     is known
 * @param address null if none was given
 */
public record Subject(List<ContactId> contacts, @Nullable MailAddress address) {
  /**
   * @throws InvalidValueException if it names nobody, or too many
   */
  public Subject {
    contacts = contacts.stream().distinct().toList();
    if (contacts.isEmpty() && address == null) {
      throw new InvalidValueException("", "the id of a contact, or a mail address");
    }
    if (contacts.stream().anyMatch(ContactId::isNone)) {
      throw new InvalidValueException("", "the id of a contact");
    }
    SubjectRequest.checkContacts(contacts.size());
  }

  /** Without ids and address. */
  @Override
  public String toString() {
    return "Subject[%d contacts]".formatted(contacts.size());
  }
}
