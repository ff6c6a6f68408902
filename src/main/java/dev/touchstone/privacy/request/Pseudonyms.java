package dev.touchstone.privacy.request;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.index.MailAddress;
import java.util.List;
import java.util.function.Function;

/**
 * What stands for a person where no personal data may be: keyed hashes.
 *
 * @param contact of a contact: the one of the ledger
 * @param text of any other text
 */
public record Pseudonyms(Function<ContactId, String> contact, Function<String, String> text) {
  String of(ContactId id) {
    return contact.apply(id);
  }

  List<String> of(List<ContactId> ids) {
    return ids.stream().map(contact).toList();
  }

  /** That of an address is never that of a contact whose id is the address. */
  String of(MailAddress address) {
    return text.apply("mailto:" + address.value());
  }
}
