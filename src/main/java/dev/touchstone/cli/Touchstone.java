package dev.touchstone.cli;

import dev.touchstone.privacy.request.Step;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code touchstone}, and the way from arguments to an exit code. */
@Command(
    name = "touchstone",
    description = "The open store of every marketing interaction with a person.",
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    footer = {
      "",
      "Begin with 'touchstone demo'. 'touchstone help COMMAND' tells more of a command.",
    })
public final class Touchstone implements Callable<Integer> {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where an error happened (or set TOUCHSTONE_DEBUG).")
  private boolean verbose;

  @Spec @Nullable private CommandSpec spec;

  private final Console console;

  private Touchstone(Console console) {
    this.console = console;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Stop stop = Stop.onSignals();
    int exitCode = run(Console.ofProcess(stop), args);
    stop.finish(exitCode);
    System.exit(exitCode);
  }

  /** Runs one command. */
  static int run(Console console, String... args) {
    Touchstone touchstone = new Touchstone(console);
    CommandLine line = commandLine(touchstone, console);
    Failures failures = new Failures(console, touchstone::isVerbose);
    line.setExecutionExceptionHandler((failure, command, parsed) -> failures.tell(failure));
    line.setParameterExceptionHandler((failure, arguments) -> tell(console, failure));
    int exitCode = line.execute(args);
    try {
      console.flush();
      return exitCode;
    } catch (CommandException e) {
      return exitCode == ExitCode.OK.number() ? failures.tell(e) : exitCode;
    }
  }

  static CommandLine commandLine(Touchstone touchstone, Console console) {
    CommandLine line = new CommandLine(touchstone);
    line.addSubcommand("demo", new DemoCommand(console));
    line.addSubcommand("serve", new ServeCommand(console));
    line.addSubcommand("import", new ImportCommand(console));
    line.addSubcommand("load", new LoadCommand(console));
    line.addSubcommand("backup", new BackupCommand(console));
    line.addSubcommand("package", new PackageCommand(console));
    line.addSubcommand("find", new FindCommand(console));
    line.addSubcommand("request", requests(console));
    line.addSubcommand("verify", new VerifyCommand(console));
    line.addSubcommand("move", new MoveCommand(console));
    line.addSubcommand("schema", new SchemaCommand(console));
    line.addSubcommand("restore", new RestoreCommand(console));
    CommandLine audit = new CommandLine(new AuditCommand());
    line.addSubcommand("audit", audit);
    audit.addSubcommand("list", new AuditListCommand(console));
    audit.addSubcommand("verify", new AuditVerifyCommand(console));
    audit.getSubcommands().values().forEach(command -> addHelp(command.getCommandSpec()));
    line.addSubcommand("types", new TypesCommand(console));
    CommandLine key = new CommandLine(new KeyCommand());
    line.addSubcommand("key", key);
    key.addSubcommand("create", new KeyCreateCommand(console));
    key.addSubcommand("list", new KeyListCommand(console));
    key.addSubcommand("revoke", new KeyRevokeCommand(console));
    key.getSubcommands().values().forEach(command -> addHelp(command.getCommandSpec()));
    line.addSubcommand("erase", new EraseCommand(console));
    line.addSubcommand("copies", new CopiesCommand(console));
    line.addSubcommand("unblock", new UnblockCommand(console));
    CommandLine ledger = new CommandLine(new LedgerCommand());
    line.addSubcommand("ledger", ledger);
    ledger.addSubcommand("export", new LedgerExportCommand(console));
    ledger.addSubcommand("verify", new LedgerVerifyCommand(console));
    ledger.addSubcommand("rebuild", new LedgerRebuildCommand(console));
    ledger.getSubcommands().values().forEach(command -> addHelp(command.getCommandSpec()));
    CommandLine signingKey = new CommandLine(new SigningKeyCommand());
    line.addSubcommand("signing-key", signingKey);
    signingKey.addSubcommand("list", new SigningKeyListCommand(console));
    signingKey.addSubcommand("export", new SigningKeyExportCommand(console));
    signingKey.addSubcommand("rotate", new SigningKeyRotateCommand(console));
    signingKey.getSubcommands().values().forEach(command -> addHelp(command.getCommandSpec()));
    line.getSubcommands().values().forEach(command -> addHelp(command.getCommandSpec()));
    line.addSubcommand("help", new CommandLine.HelpCommand());
    addHelp(line.getCommandSpec());
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
    line.getCommandSpec().versionProvider(() -> new String[] {"touchstone " + version()});
    configure(line, console);
    return line;
  }

  private static CommandLine requests(Console console) {
    CommandLine request = new CommandLine(new RequestCommand());
    request.addSubcommand("create", new RequestCreateCommand(console));
    request.addSubcommand("list", new RequestListCommand(console));
    request.addSubcommand("show", new RequestShowCommand(console));
    request.addSubcommand("identify", new RequestIdentifyCommand(console));
    addStep(
        request,
        Step.EXTEND,
        "Give an open request two months more, once, before it is due.",
        console);
    request.addSubcommand("complete", new RequestCompleteCommand(console));
    addStep(request, Step.REFUSE, "Close a request that is refused.", console);
    addStep(
        request,
        Step.WITHDRAW,
        "Close a request that was taken back, or noted by mistake.",
        console);
    request.getSubcommands().values().forEach(command -> addHelp(command.getCommandSpec()));
    return request;
  }

  private static void addStep(CommandLine request, Step step, String description, Console console) {
    CommandLine line = new CommandLine(new RequestStepCommand(console, step));
    line.getCommandSpec().usageMessage().description(description);
    request.addSubcommand(step.text(), line);
  }

  private static void addHelp(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
  }

  private static void configure(CommandLine line, Console console) {
    Map<String, String> exitCodes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      exitCodes.put("%3d".formatted(code.number()), code.meaning());
    }
    line.getCommandSpec().usageMessage().exitCodeList(exitCodes);
    line.setUsageHelpWidth(Math.max(80, Math.min(console.width(), 120)));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    boolean coloured = console.outStyle() == Style.COLOURED;
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            coloured ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
  }

  /** Two lines instead of picocli's whole page. */
  private static int tell(Console console, ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    console.tell(
        console.errStyle().red("touchstone: ")
            + Table.harmless(String.valueOf(failure.getMessage())));
    boolean isRoot = command.getParent() == null;
    if (!isRoot || !UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
      console.tell("Try '%s --help'.".formatted(name));
    }
    return ExitCode.USAGE.number();
  }

  /** As the jar says; without one it is a program under test. */
  private static String version() {
    String version = Touchstone.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private boolean isVerbose() {
    String debug = console.environment().apply("TOUCHSTONE_DEBUG");
    return verbose || (debug != null && !debug.isEmpty());
  }

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    command.commandLine().usage(command.commandLine().getOut());
    return ExitCode.OK.number();
  }
}
