package dev.touchstone.cli;

import dev.touchstone.ingest.BulkImport;
import dev.touchstone.ingest.CheckpointFile;
import dev.touchstone.ingest.ContainerException;
import dev.touchstone.ingest.ImportException;
import dev.touchstone.ingest.ImportMode;
import dev.touchstone.ingest.ImportStoppedException;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.time.Duration;

/**
 * Imports again and again what is new, until it is stopped. A round that fails is told, and tried
 * again after a pause that doubles with every failure in a row, up to {@value #MOST_DOUBLINGS}
 * times. Only a store that fails for good ends it.
 */
final class ImportWatch {
  private static final int MOST_DOUBLINGS = 4;

  private final Console console;
  private final ImportPass pass;
  private final Duration interval;

  ImportWatch(Console console, ImportPass pass, Duration interval) {
    this.console = console;
    this.pass = pass;
    this.interval = interval;
  }

  ExitCode run(BulkImport bulk, CheckpointFile checkpoints, boolean again) {
    console.tell("Watching; new rows are looked for every %s.".formatted(words(interval)));
    ImportMode mode = ImportMode.firstRound(checkpoints, again);
    int failures = 0;
    do {
      try {
        pass.list().run(bulk, mode, true);
        mode = ImportMode.round(checkpoints);
        failures = 0;
      } catch (ImportStoppedException e) {
        break;
      } catch (ImportException e) {
        if (e.getCause() instanceof StoreException) {
          throw e;
        }
        failures = told(e, failures);
      } catch (IOException | ContainerException | CommandException e) {
        failures = told(e, failures);
      }
    } while (!console.stop().await(pause(failures)));
    console.tell("Stopped watching. Every row that was stored stays.");
    return ExitCode.OK;
  }

  private int told(Exception failure, int failuresBefore) {
    int failures = failuresBefore + 1;
    console.tell(
        "%s; tried again in %s"
            .formatted(
                Table.harmless(String.valueOf(failure.getMessage())), words(pause(failures))));
    return failures;
  }

  private Duration pause(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
    return interval.multipliedBy(1L << doublings);
  }

  private static String words(Duration duration) {
    return duration.compareTo(Duration.ofSeconds(1)) < 0
        ? duration.toMillis() + " ms"
        : Figures.duration(duration);
  }
}
