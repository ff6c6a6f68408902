package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.store.rocksdb.CommitListener;
import dev.touchstone.store.rocksdb.Merged;
import dev.touchstone.store.rocksdb.RocksDbStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** Merges the files of a data folder. */
@Command(
    name = "compact",
    description = {
      "Merge the files of a data folder, so that it takes the least room.",
      "A server does so by and by; this does it at once, behind a large import for example. It may"
          + " be stopped at any moment: no row is ever missing.",
    })
final class CompactCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write the outcome as JSON.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  CompactCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    if (config.onCassandra()) {
      throw new CommandException(
          ExitCode.USAGE,
          "the interactions are in Apache Cassandra (store.engine), whose nodes merge their files"
              + " themselves",
          null);
    }
    OpenFolder.requireExisting(folder);
    console.stop().heed();
    long start = console.nanos().getAsLong();
    MergeBar bar = new MergeBar(console);
    Merged merged;
    try (RocksDbStore store = Engines.openHome(folder, config, CommitListener.NONE)) {
      merged = store.merge(bar);
    } finally {
      bar.clear();
    }
    tell(merged, Duration.ofNanos(console.nanos().getAsLong() - start));
    return (merged.complete() ? ExitCode.OK : ExitCode.INTERRUPTED).number();
  }

  private void tell(Merged merged, Duration elapsed) {
    if (!merged.complete()) {
      console.tell("Stopped. What was merged stays so. Run the same command again for the rest.");
    }
    if (json) {
      console.say(Json.toString(out -> write(out, merged, elapsed)));
    } else if (merged.complete()) {
      console.say(
          "Merged: %s instead of %s, %s"
              .formatted(
                  Figures.bytes(merged.bytesAfter()),
                  Figures.bytes(merged.bytesBefore()),
                  Figures.duration(elapsed)));
    }
  }

  private static void write(JsonGenerator out, Merged merged, Duration elapsed) {
    out.writeStartObject();
    out.writeBooleanProperty("complete", merged.complete());
    out.writeNumberProperty("bytesBefore", merged.bytesBefore());
    out.writeNumberProperty("bytesAfter", merged.bytesAfter());
    out.writeNumberProperty("milliseconds", elapsed.toMillis());
    out.writeEndObject();
  }
}
