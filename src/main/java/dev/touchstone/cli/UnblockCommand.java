package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Erasures.Unblocked;
import dev.touchstone.privacy.audit.AuditAction;
import java.net.URI;
import java.nio.file.Path;
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
  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  UnblockCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (remote.url != null) {
      ask(remote.url);
    } else {
      unblockHere();
    }
    console.say(
        "Rows of %s are taken again.".formatted(who.contacts().size() == 1 ? "it" : "them"));
    return ExitCode.OK.number();
  }

  private void unblockHere() {
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      for (ContactId contact : who.contacts()) {
        require(open.erasures().erasures().unblock(contact, who.reason()) == Unblocked.UNBLOCKED);
        Occasions.ofCommandLine(who.reason().text())
            .note(open.trail(), AuditAction.UNBLOCK, "", List.of(contact), 0);
      }
    }
  }

  private static void require(boolean lifted) {
    if (!lifted) {
      throw new CommandException(
          ExitCode.USAGE, "--contact: one of these contacts is not blocked", null);
    }
  }

  private void ask(URI url) {
    data.requireAbsent();
    try (ServerCalls server = remote.calls(url, console)) {
      for (ContactId contact : who.contacts()) {
        String path =
            "/v1/contacts/%s/unblock?reason=%s"
                .formatted(
                    ContactOptions.encode(contact.value()),
                    ContactOptions.encode(who.reason().text()));
        require(Boolean.TRUE.equals(server.post(path, "").get("lifted")));
      }
    }
  }
}
