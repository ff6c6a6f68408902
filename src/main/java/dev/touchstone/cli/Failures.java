package dev.touchstone.cli;

import dev.touchstone.backup.BackupException;
import dev.touchstone.client.TouchstoneException;
import dev.touchstone.config.ConfigException;
import dev.touchstone.ingest.ContainerException;
import dev.touchstone.ingest.ImportException;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.move.MoveRefusedException;
import dev.touchstone.odata.ODataException;
import dev.touchstone.privacy.LedgerException;
import dev.touchstone.privacy.packages.PackageException;
import dev.touchstone.store.RestrictedException;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.rocksdb.DataFolderException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** Tells a person why a command ended early: a line, and what to do. */
final class Failures {
  private final Console console;
  private final BooleanSupplier verbose;

  Failures(Console console, BooleanSupplier verbose) {
    this.console = console;
    this.verbose = verbose;
  }

  /** Writes the message, and where it happened if that is wanted; returns the exit code. */
  int tell(Exception failure) {
    console.tell(console.errStyle().red("touchstone: ") + Table.harmless(message(failure)));
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(console.err());
      console.err().flush();
    }
    return exitCode(failure).number();
  }

  static ExitCode exitCode(Throwable failure) {
    return switch (failure) {
      case CommandException e -> e.exitCode();
      case ConfigException e -> ExitCode.USAGE;
      case ContainerException e -> ExitCode.USAGE;
      case BackupException e -> e.isDamaged() ? ExitCode.DAMAGED : ExitCode.USAGE;
      case InvalidValueException e -> ExitCode.USAGE;
      case PackageException e -> ExitCode.USAGE;
      case LedgerException e -> ExitCode.DAMAGED;
      case MoveRefusedException e -> ExitCode.UNAVAILABLE;
      case DataFolderException e -> ExitCode.UNAVAILABLE;
      case ODataException e -> ExitCode.USAGE;
      case RestrictedException e -> ExitCode.USAGE;
      case StoreException.Unavailable e -> ExitCode.UNAVAILABLE;
      case StoreException.Overloaded e -> ExitCode.AGAIN;
      case StoreException.OutcomeUnknown e -> ExitCode.AGAIN;
      case StoreException.Damaged e -> ExitCode.DAMAGED;
      case ImportException e -> e.getCause() == null ? ExitCode.AGAIN : exitCode(e.getCause());
      case TouchstoneException e ->
          e.status() >= 400 && e.status() < 500 && !e.isRetryable()
              ? ExitCode.USAGE
              : ExitCode.UNAVAILABLE;
      case IOException e -> ExitCode.IO_ERROR;
      case UncheckedIOException e -> ExitCode.IO_ERROR;
      default -> ExitCode.INTERNAL;
    };
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return switch (exitCode(failure)) {
      case INTERNAL -> "an error of the program: " + failure + "; run again with --verbose";
      case IO_ERROR -> failure instanceof CommandException ? message : failure.toString();
      case OK, REJECTED, USAGE, DAMAGED, UNAVAILABLE, AGAIN, INTERRUPTED -> message;
    };
  }
}
