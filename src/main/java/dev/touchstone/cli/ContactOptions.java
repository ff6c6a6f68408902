package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say who, and why. */
final class ContactOptions {
  @Option(
      names = "--contact",
      required = true,
      arity = "1..*",
      paramLabel = "ID",
      description = "The ids under which the person is known.")
  private List<String> contacts = List.of();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORD",
      description = "Why: a word or the number of a case. It is kept for ever; name nobody.")
  private String reason = "";

  List<ContactId> contacts() {
    return contacts.stream().map(ContactOptions::contact).toList();
  }

  Reason reason() {
    try {
      return Reason.parse(reason);
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, "--reason: " + e.getMessage(), e);
    }
  }

  static ContactId contact(String text) {
    try {
      ContactId contact = ContactId.parse(text);
      if (!contact.isNone()) {
        return contact;
      }
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, "--contact: " + e.getMessage(), e);
    }
    throw new CommandException(ExitCode.USAGE, "--contact: the id of a contact is missing", null);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
