package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.odata.Dates;
import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.Copy;
import dev.touchstone.privacy.CopyFiles;
import dev.touchstone.privacy.CopyOutput;
import dev.touchstone.privacy.audit.AuditAction;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.packages.DataPackage;
import dev.touchstone.privacy.packages.DataPackages;
import dev.touchstone.privacy.packages.PackageRequest;
import dev.touchstone.store.TimeRange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the package of a person: from the data folder itself, or from a server. */
@Command(
    name = "package",
    description = {
      "Write everything that is stored of a person into one signed ZIP.",
      "No other process may have the data folder open; ask its server with --url instead.",
    })
final class PackageCommand implements Callable<Integer> {
  @Option(
      names = "--contact",
      required = true,
      arity = "1..*",
      paramLabel = "ID",
      description = "The ids under which the person is known.")
  private List<String> contacts = List.of();

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "The first day, in the organization's time zone. Default: from the beginning.")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day. Default: to the end.")
  @Nullable String to;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write; it must not be there yet.")
  private Path out = Path.of("");

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for the audit trail: the number of a ticket, not a name.")
  private String reason = "";

  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  PackageCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    NewFile.requireNew(out);
    List<ContactId> ids = contacts.stream().map(PackageCommand::contact).toList();
    if (remote.url != null) {
      ask(remote.url, ids);
    } else {
      make(ids);
    }
    return ExitCode.OK.number();
  }

  private static ContactId contact(String text) {
    try {
      return ContactId.parse(text);
    } catch (InvalidValueException e) {
      throw wrong("--contact", e);
    }
  }

  private static @Nullable LocalDate day(String option, @Nullable String text) {
    try {
      return text == null ? null : Dates.parse(text);
    } catch (InvalidValueException e) {
      throw wrong(option, e);
    }
  }

  private static CommandException wrong(String option, InvalidValueException e) {
    return new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
  }

  private TimeRange range(ZoneId zone) {
    return Dates.range(day("--from", from), day("--to", to), zone);
  }

  private void make(List<ContactId> ids) throws IOException {
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    PackageRequest request = new PackageRequest(ids, range(config.organizationTimeZone()));
    Occasion occasion =
        Occasions.ofCommandLine(reason).doing(AuditAction.PACKAGE).asking("package");
    try (OpenFolder open = OpenFolder.openExisting(folder, config)) {
      try {
        occasion.run(
            () ->
                write(
                    open.packages(config.catalogue()),
                    request,
                    open.erasures().erasures().copies()));
      } finally {
        occasion.end(open.trail(), true);
      }
    }
  }

  private void write(DataPackages packages, PackageRequest request, Copies copies)
      throws IOException {
    Copy copy = copies.begin(Copy.Kind.PACKAGE, out, request.contacts(), Occasions.COMMAND_LINE);
    try (DataPackage gathered = packages.gather(request)) {
      NewFile.write(
          out.toAbsolutePath(),
          CopyFiles.unfinished(out, copy),
          file -> {
            CopyOutput counted = new CopyOutput(file);
            gathered.writeTo(counted);
            copies.complete(copy, counted.content(gathered.interactions()));
          });
      tell(Figures.count(gathered.interactions(), "interaction") + ", ");
    }
  }

  private void ask(URI url, List<ContactId> ids) throws IOException {
    data.requireAbsent();
    List<String> query = new ArrayList<>();
    ids.stream().skip(1).forEach(id -> query.add("contact=" + ContactOptions.encode(id.value())));
    LocalDate first = day("--from", from);
    LocalDate last = day("--to", to);
    if (first != null) {
      query.add("from=" + first);
    }
    if (last != null) {
      query.add("to=" + last);
    }
    String path =
        "/v1/contacts/%s/package%s"
            .formatted(
                ContactOptions.encode(ids.getFirst().value()),
                query.isEmpty() ? "" : "?" + String.join("&", query));
    try (ServerCalls server = remote.calls(url, console, reason)) {
      NewFile.write(out, file -> server.download(path, file));
    }
    tell("");
  }

  private void tell(String interactions) throws IOException {
    console.say(
        "Wrote %s: %s%s, signed.".formatted(out, interactions, Figures.bytes(Files.size(out))));
  }
}
