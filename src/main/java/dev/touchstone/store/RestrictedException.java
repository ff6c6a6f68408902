package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;

/**
 * What is stored of a contact is restricted, and whoever asks may not read it. No engine fails with
 * it. The message holds no personal data.
 */
public final class RestrictedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ContactId contact;

  public RestrictedException(ContactId contact) {
    super(
        "the processing of this contact is restricted; what is stored of it goes to the role"
            + " privacy alone");
    this.contact = contact;
  }

  /** Which contact; personal data, for who named it. */
  public ContactId contact() {
    return contact;
  }
}
