package dev.touchstone.cli;

import dev.touchstone.backup.Backup;
import dev.touchstone.backup.BackupFolder;
import dev.touchstone.backup.BackupReport;
import dev.touchstone.backup.BackupService;
import dev.touchstone.backup.BackupSource;
import dev.touchstone.config.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a backup of a data folder, of one that is served too, or looks at those that are there. */
@Command(
    name = "backup",
    description = {
      "Save a data folder. Files that an earlier backup has are not copied again.",
      "While a server has the folder open, ask that server with --url.",
    })
final class BackupCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder of backups. Default: the setting backup.folder.")
  @Nullable Path folder;

  @Option(names = "--list", description = "Show the backups that there are, the oldest first.")
  private boolean list;

  @Option(
      names = "--verify",
      description = "Read every file of the backups and compare it with what was written.")
  private boolean verify;

  @Option(names = "--json", description = "Write a JSON object.")
  private boolean json;

  @Mixin private RemoteOptions remote = new RemoteOptions();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  BackupCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (remote.url != null) {
      return ask(remote.url);
    }
    Path dataFolder = data.folder(console);
    Config config = settings.read(console, dataFolder);
    Path backups = folder != null ? folder : config.backup().folder();
    if (backups == null) {
      throw new CommandException(
          ExitCode.USAGE, "name the folder of backups, or set backup.folder", null);
    }
    if (verify) {
      return verify(BackupFolder.read(backups));
    }
    if (list) {
      return list(BackupFolder.read(backups));
    }
    return make(dataFolder, config, backups);
  }

  private int make(Path dataFolder, Config config, Path backups) throws IOException {
    if (config.onCassandra()) {
      throw new CommandException(
          ExitCode.USAGE,
          "the interactions are in Apache Cassandra (store.engine), whose nodes save them: see"
              + " snapshots in docs/operations.md",
          null);
    }
    try (OpenFolder open = OpenFolder.openExisting(dataFolder, config);
        BackupService service =
            new BackupService(
                backups,
                source(open),
                config.backup().keep(),
                InstantSource.system(),
                new BackupCopies(open.erasures().erasures().copies(), Occasions.COMMAND_LINE))) {
      BackupReport report = service.make(new BackupBar(console, "saved"));
      tell(BackupFigures.of(report), backups.toString());
    }
    return ExitCode.OK.number();
  }

  private static BackupSource source(OpenFolder open) {
    return Objects.requireNonNull(open.source(), "a folder that holds its own store can be saved");
  }

  private void tell(BackupFigures figures, String where) {
    console.say(json ? figures.toJson(where) : figures.words(where));
  }

  private int ask(URI url) {
    if (folder != null || data.data != null || list || verify) {
      throw new CommandException(
          ExitCode.USAGE,
          "with --url the server saves what it serves to its own backup.folder: give neither DIR,"
              + " --data, --list nor --verify",
          null);
    }
    try (ServerCalls server = remote.calls(url, console)) {
      RemoteBackup backup = new RemoteBackup(server, console);
      BackupFigures figures = backup.make();
      tell(figures, backup.folder());
    }
    return ExitCode.OK.number();
  }

  private int list(BackupFolder.Reader backups) throws IOException {
    Table table =
        new Table(
            Table.Heading.left("Id"),
            Table.Heading.right("Files"),
            Table.Heading.right("Size"),
            Table.Heading.left("Ledger"));
    for (String id : backups.ids()) {
      Backup backup = backups.backup(id);
      table.add(
          id, Figures.count(backup.files().size()), Figures.bytes(backup.bytes()), backup.ledger());
    }
    if (json) {
      List<String> ids = backups.ids();
      console.say(
          Json.toString(
              out -> {
                out.writeStartObject();
                out.writeArrayPropertyStart("backups");
                ids.forEach(out::writeString);
                out.writeEndArray();
                out.writeEndObject();
              }));
    } else {
      table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
    }
    return ExitCode.OK.number();
  }

  private int verify(BackupFolder.Reader backups) throws IOException {
    for (String id : backups.ids()) {
      backups.verify(backups.backup(id), new BackupBar(console, "read"));
      console.say(id + " is as it was written");
    }
    return ExitCode.OK.number();
  }
}
