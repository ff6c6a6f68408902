package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.restriction.Restrictions.Outcome;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Restricts the processing of a person: in the data folder itself, or at a server. */
@Command(
    name = "restrict",
    description = {
      "Show what is stored of a person to the role privacy alone, until 'unrestrict'. Rows that",
      "come later are taken as ever. 'package', 'find' and 'erase' work as before.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class RestrictCommand implements Callable<Integer> {
  @Mixin private ContactOptions who = new ContactOptions();
  @Mixin private FolderOrServer where = new FolderOrServer();

  private final Console console;

  RestrictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int count = where.ask(console, this::restrictHere, this::ask);
    console.say(
        "%s restricted; who reads it now is refused. Lift it with: touchstone unrestrict"
            .formatted(Figures.count(count, "contact")));
    return ExitCode.OK.number();
  }

  private int restrictHere(OpenFolder open) {
    for (ContactId contact : who.contacts()) {
      Outcome outcome =
          open.erasures()
              .restrictions()
              .restrict(
                  contact, Occasions.COMMAND_LINE, who.reason(), open.erasures().guard()::refuses);
      String what = outcome.isNew() ? "restricted" : "was restricted before";
      Occasions.ofCommandLine(who.reason().text())
          .note(open.trail(), AuditAction.RESTRICT, what, List.of(contact), 0);
    }
    return who.contacts().size();
  }

  private int ask(ServerCalls server) {
    who.contacts().forEach(contact -> server.put(path(contact, who)));
    return who.contacts().size();
  }

  /** Where a server has the restriction of a contact. */
  static String path(ContactId contact, ContactOptions who) {
    return "/v1/contacts/%s/restriction?reason=%s"
        .formatted(
            ContactOptions.encode(contact.value()), ContactOptions.encode(who.reason().text()));
  }
}
