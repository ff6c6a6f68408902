package dev.touchstone.cli;

import dev.touchstone.privacy.request.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every command under its name, in the order of the help.
 *
 * <p>To make all of them takes longer than most of them run, so only the one that was asked for is
 * made. Where none is named, or one that is not there, the help and the suggestions need them all.
 */
final class Commands {
  private static final List<Entry> ALL =
      List.of(
          new Entry("demo", DemoCommand::new),
          new Entry("serve", ServeCommand::new),
          new Entry("import", ImportCommand::new),
          new Entry("load", LoadCommand::new),
          new Entry("compact", CompactCommand::new),
          new Entry("backup", BackupCommand::new),
          new Entry("package", PackageCommand::new),
          new Entry("find", FindCommand::new),
          new Entry(
              "request",
              console -> new RequestCommand(),
              new Entry("create", RequestCreateCommand::new),
              new Entry("list", RequestListCommand::new),
              new Entry("show", RequestShowCommand::new),
              new Entry("identify", RequestIdentifyCommand::new),
              step(Step.EXTEND, "Give an open request two months more, once, before it is due."),
              new Entry("complete", RequestCompleteCommand::new),
              step(Step.REFUSE, "Close a request that is refused."),
              step(Step.WITHDRAW, "Close a request that was taken back, or noted by mistake.")),
          new Entry("verify", VerifyCommand::new),
          new Entry("move", MoveCommand::new),
          new Entry("schema", SchemaCommand::new),
          new Entry("restore", RestoreCommand::new),
          new Entry(
              "audit",
              console -> new AuditCommand(),
              new Entry("list", AuditListCommand::new),
              new Entry("verify", AuditVerifyCommand::new)),
          new Entry("types", TypesCommand::new),
          new Entry(
              "key",
              console -> new KeyCommand(),
              new Entry("create", KeyCreateCommand::new),
              new Entry("list", KeyListCommand::new),
              new Entry("revoke", KeyRevokeCommand::new)),
          new Entry("erase", EraseCommand::new),
          new Entry("copies", CopiesCommand::new),
          new Entry("unblock", UnblockCommand::new),
          new Entry("rectify", RectifyCommand::new),
          new Entry("restrict", RestrictCommand::new),
          new Entry("unrestrict", UnrestrictCommand::new),
          new Entry("restrictions", RestrictionsCommand::new),
          new Entry(
              "ledger",
              console -> new LedgerCommand(),
              new Entry("export", LedgerExportCommand::new),
              new Entry("verify", LedgerVerifyCommand::new),
              new Entry("rebuild", LedgerRebuildCommand::new)),
          new Entry(
              "signing-key",
              console -> new SigningKeyCommand(),
              new Entry("list", SigningKeyListCommand::new),
              new Entry("export", SigningKeyExportCommand::new),
              new Entry("rotate", SigningKeyRotateCommand::new)));

  private Commands() {}

  /** Adds the command that the arguments name, or else every one. */
  static void add(CommandLine line, Console console, String... arguments) {
    wanted(arguments).map(List::of).orElse(ALL).forEach(entry -> add(line, entry, console));
  }

  /** The first word that is no option is the command's name: no option before it has a value. */
  private static Optional<Entry> wanted(String... arguments) {
    for (String argument : arguments) {
      if (!argument.startsWith("-")) {
        return ALL.stream().filter(entry -> entry.name.equals(argument)).findFirst();
      }
    }
    return Optional.empty();
  }

  private static void add(CommandLine line, Entry entry, Console console) {
    CommandLine command = new CommandLine(entry.command.apply(console));
    entry.parts.forEach(part -> add(command, part, console));
    addHelp(command);
    line.addSubcommand(entry.name, command);
  }

  /** The steps that differ in their names only. */
  private static Entry step(Step step, String description) {
    return new Entry(
        step.text(),
        console -> {
          CommandSpec spec = CommandSpec.forAnnotatedObject(new RequestStepCommand(console, step));
          spec.usageMessage().description(description);
          return spec;
        });
  }

  static void addHelp(CommandLine command) {
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
  }

  /**
   * A command.
   *
   * @param command makes it
   * @param parts its own commands, if it is nothing but their common name
   */
  private record Entry(String name, Function<Console, Object> command, List<Entry> parts) {
    Entry(String name, Function<Console, Object> command, Entry... parts) {
      this(name, command, List.of(parts));
    }
  }
}
