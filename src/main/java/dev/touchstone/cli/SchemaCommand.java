package dev.touchstone.cli;

import dev.touchstone.config.CassandraConfig;
import dev.touchstone.config.Config;
import dev.touchstone.store.cassandra.CassandraSchema;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows or makes the tables of the distributed store. */
@Command(
    name = "schema",
    description = {
      "Show the statements that make the keyspace and its tables in Apache Cassandra.",
      "With --apply they are run: what is there already is left as it is.",
    })
final class SchemaCommand implements Callable<Integer> {
  @Option(
      names = "--apply",
      description = "Run the statements on the nodes of store.cassandra.contact-points.")
  private boolean apply;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.folder(console);
    Config config = settings.read(console, folder);
    CassandraConfig cassandra = config.cassandra();
    if (apply) {
      CassandraSchema.create(CassandraSettings.options(cassandra), cassandra.replication());
      console.tell(
          "Keyspace %s is there, with %s.".formatted(cassandra.keyspace(), words(cassandra)));
    } else {
      console.out().print(CassandraSchema.text(cassandra.keyspace(), cassandra.replication()));
    }
    return ExitCode.OK.number();
  }

  private static String words(CassandraConfig cassandra) {
    StringBuilder words = new StringBuilder();
    cassandra.replication().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            it ->
                words
                    .append(words.isEmpty() ? "" : ", ")
                    .append(Figures.count(it.getValue(), "replica"))
                    .append(" in ")
                    .append(it.getKey()));
    return words.toString();
  }
}
