package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.Config;
import dev.touchstone.config.JsonTree;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.Erasures.SignedReceipt;
import dev.touchstone.privacy.audit.AuditAction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Erases a person: in the data folder itself, or at a server. */
@Command(
    name = "erase",
    description = {
      "Erase everything of a person, for good: rows that come later are refused. The receipt says",
      "what was erased, is signed, and names nobody. Packages of the person that lie where they"
          + " were",
      "written are deleted too: hand them out first.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class EraseCommand implements Callable<Integer> {
  @Mixin private ContactOptions who = new ContactOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the receipt to a file too, which must not be there yet.")
  @Nullable Path out;

  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  EraseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (out != null) {
      NewFile.requireNew(out);
    }
    List<ContactId> contacts = who.contacts();
    String receipt = remote.url == null ? eraseHere(contacts) : ask(remote.url, contacts);
    if (out != null) {
      NewFile.write(out, file -> file.write(receipt.getBytes(UTF_8)));
    }
    tell(receipt);
    return ExitCode.OK.number();
  }

  private String eraseHere(List<ContactId> contacts) {
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      SignedReceipt receipt = open.erasures().erasures().erase(contacts, who.reason());
      Occasions.ofCommandLine(who.reason().text())
          .note(open.trail(), AuditAction.ERASE, "receipt " + receipt.id(), contacts, 0);
      return receipt.text();
    }
  }

  private String ask(URI url, List<ContactId> contacts) {
    data.requireAbsent();
    StringBuilder path = new StringBuilder("/v1/contacts/");
    path.append(ContactOptions.encode(contacts.getFirst().value()));
    path.append("?reason=").append(ContactOptions.encode(who.reason().text()));
    contacts.stream()
        .skip(1)
        .forEach(it -> path.append("&contact=").append(ContactOptions.encode(it.value())));
    try (ServerCalls server = remote.calls(url, console)) {
      return server.delete(path.toString());
    }
  }

  private void tell(String receipt) {
    try {
      Map<String, @Nullable Object> said = JsonTree.object(receipt.lines().toList().getFirst());
      long rows = 0;
      if (said.get("interactions") instanceof Map<?, ?> types) {
        for (Map.Entry<?, ?> type : types.entrySet()) {
          rows += Long.parseLong(String.valueOf(type.getValue()));
        }
      }
      console.say(
          "Erased %s, at %s. Receipt: %s"
              .formatted(
                  Figures.count(rows, "interaction"), said.get("completed"), said.get("id")));
      residues(said.get("residues"));
      copies(said.get("copies"));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, "the answer is no receipt", e);
    }
  }

  private void copies(@Nullable Object copies) {
    if (copies instanceof Map<?, ?> map && map.get("left") instanceof List<?> left) {
      console.say("Copies deleted: %s".formatted(map.get("deleted")));
      for (Object each : left) {
        if (each instanceof Map<?, ?> copy) {
          console.say(
              "Not reached: %s %s of %s: %s"
                  .formatted(copy.get("kind"), copy.get("id"), copy.get("since"), copy.get("why")));
        }
      }
    }
  }

  private void residues(@Nullable Object residues) {
    if (residues instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> residue) {
          console.say(
              "Bytes may remain until %s: %s"
                  .formatted(residue.get("until"), residue.get("place")));
        }
      }
    }
  }
}
