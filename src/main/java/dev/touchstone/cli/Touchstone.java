package dev.touchstone.cli;

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
    CommandLine line = commandLine(touchstone, console, args);
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

  private static CommandLine commandLine(Touchstone touchstone, Console console, String... args) {
    CommandLine line = new CommandLine(touchstone);
    Commands.add(line, console, args);
    line.addSubcommand("help", new CommandLine.HelpCommand());
    Commands.addHelp(line);
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
