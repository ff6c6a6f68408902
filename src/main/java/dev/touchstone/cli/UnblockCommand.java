package dev.touchstone.cli;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Erasures.Unblocked;
import dev.touchstone.privacy.audit.AuditAction;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes rows of a person again who was erased. */
@Command(
    name = "unblock",
    description = {
      "Take rows of a person again who was erased. What was erased stays erased; the ledger says",
      "that the block was lifted, and why.",
    })
final class UnblockCommand implements Callable<Integer> {
  @Mixin private ContactOptions who = new ContactOptions();
  @Mixin private FolderOrServer where = new FolderOrServer();

  private final Console console;

  UnblockCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int count = where.ask(console, this::unblockHere, this::ask);
    console.say("Rows of %s are taken again.".formatted(count == 1 ? "it" : "them"));
    return ExitCode.OK.number();
  }

  private int unblockHere(OpenFolder open) {
    for (ContactId contact : who.contacts()) {
      require(open.erasures().erasures().unblock(contact, who.reason()) == Unblocked.UNBLOCKED);
      Occasions.ofCommandLine(who.reason().text())
          .note(open.trail(), AuditAction.UNBLOCK, "", List.of(contact), 0);
    }
    return who.contacts().size();
  }

  private static void require(boolean lifted) {
    if (!lifted) {
      throw new CommandException(
          ExitCode.USAGE, "--contact: one of these contacts is not blocked", null);
    }
  }

  private int ask(ServerCalls server) {
    for (ContactId contact : who.contacts()) {
      String path =
          "/v1/contacts/%s/unblock?reason=%s"
              .formatted(
                  ContactOptions.encode(contact.value()),
                  ContactOptions.encode(who.reason().text()));
      require(Boolean.TRUE.equals(server.post(path, "").get("lifted")));
    }
    return who.contacts().size();
  }
}
