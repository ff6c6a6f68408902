package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.index.AddressIndex.Found;
import dev.touchstone.privacy.index.AddressRebuild.Rebuilt;
import dev.touchstone.privacy.index.MailAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds a person by a mail address: in the data folder itself, or at a server. */
@Command(
    name = "find",
    description = {
      "Find the contact ids of a person by a mail address, one a line. Case does not matter.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class FindCommand implements Callable<Integer> {
  @Option(names = "--email", paramLabel = "ADDRESS", description = "The address.")
  @Nullable String email;

  @Option(
      names = "--rebuild",
      description =
          "Fill the index of addresses of a data folder that had rows before it had the index."
              + " Stopped, it goes on where it was.")
  private boolean rebuild;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
  private String reason = "";

  @Option(names = "--json", description = "Write one JSON object.")
  private boolean json;

  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  FindCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if ((email == null) != rebuild) {
      throw new CommandException(ExitCode.USAGE, "give either --email or --rebuild", null);
    }
    if (remote.url != null && (data.data != null || rebuild)) {
      throw new CommandException(
          ExitCode.USAGE, "--url goes with --email, and without --data", null);
    }
    if (email == null) {
      return rebuild().number();
    }
    show(remote.url == null ? findHere(address(email)) : ask(remote.url, email));
    return ExitCode.OK.number();
  }

  private static MailAddress address(String text) {
    try {
      return MailAddress.parse(text);
    } catch (InvalidValueException e) {
      throw new CommandException(ExitCode.USAGE, "--email: " + e.getMessage(), e);
    }
  }

  private List<String> findHere(MailAddress address) {
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      if (!open.erasures().completeness().isComplete()) {
        throw new CommandException(
            ExitCode.UNAVAILABLE,
            "the index of addresses does not have every row yet: this store had rows before it had"
                + " the index; fill it with: touchstone find --rebuild --data "
                + folder,
            null);
      }
      List<ContactId> contacts = new ArrayList<>();
      Found found = open.erasures().addresses().find(address, null);
      contacts.addAll(found.contacts());
      while (found.next() != null) {
        found = open.erasures().addresses().find(address, found.next());
        contacts.addAll(found.contacts());
      }
      Occasions.ofCommandLine(reason)
          .note(open.trail(), AuditAction.FIND, "find", contacts, contacts.size());
      return contacts.stream().map(ContactId::value).toList();
    }
  }

  private List<String> ask(URI url, String address) {
    String path = "/v1/contacts?email=" + ContactOptions.encode(address);
    List<String> contacts = new ArrayList<>();
    try (ServerCalls server = remote.calls(url, console, reason)) {
      Map<String, @Nullable Object> answer = server.get(path);
      contacts.addAll(contacts(answer));
      while (answer.get("next") instanceof String next) {
        answer = server.get(path + "&after=" + ContactOptions.encode(next));
        contacts.addAll(contacts(answer));
      }
    }
    return contacts;
  }

  private static List<String> contacts(Map<String, @Nullable Object> answer) {
    if (answer.get("contacts") instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new CommandException(ExitCode.UNAVAILABLE, "the answer does not list contacts", null);
  }

  private void show(List<String> contacts) {
    if (json) {
      console.say(
          Json.toString(
              out -> {
                out.writeStartObject();
                out.writeArrayPropertyStart("contacts");
                contacts.forEach(out::writeString);
                out.writeEndArray();
                out.writeEndObject();
              }));
    } else {
      contacts.forEach(console::say);
      console.tell(
          contacts.isEmpty()
              ? "No contact has this address in a row that is stored."
              : Figures.count(contacts.size(), "contact"));
    }
  }

  private ExitCode rebuild() {
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    console.stop().heed();
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      RebuildBar bar = new RebuildBar(console);
      Rebuilt rebuilt = open.erasures().rebuild().run(bar, console.stop()::isAsked);
      bar.clear();
      console.say(
          "%s%s, %s%s"
              .formatted(
                  rebuilt.complete()
                      ? "The index of addresses is complete: looked at "
                      : "Looked at ",
                  Figures.count(rebuilt.contacts(), "contact"),
                  Figures.count(rebuilt.rows(), "row"),
                  rebuilt.complete() ? "." : "; run it again to go on from here."));
      return rebuilt.complete() ? ExitCode.OK : ExitCode.INTERRUPTED;
    }
  }
}
