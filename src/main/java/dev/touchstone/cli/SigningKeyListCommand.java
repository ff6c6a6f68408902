package dev.touchstone.cli;

import dev.touchstone.cli.Table.Heading;
import dev.touchstone.privacy.signature.VerifyingKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** Shows which key signs, and which did. */
@Command(
    name = "list",
    description = "Show the keys, the one that signs first. It is made if there is none.")
final class SigningKeyListCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write a JSON array.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();

  private final Console console;

  SigningKeyListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path folder = data.existing(console);
    List<VerifyingKey> keys =
        OpenFolder.signingKeys(folder, settings.read(console, folder)).publicKeys().keys();
    if (json) {
      console.say(Json.toString(out -> write(out, keys)));
      return ExitCode.OK.number();
    }
    Table table = new Table(Heading.left("Id"), Heading.left("Made"), Heading.left("Retired"));
    keys.forEach(key -> table.add(key.id(), time(key.made()), time(key.retired())));
    table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
    return ExitCode.OK.number();
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void write(JsonGenerator out, List<VerifyingKey> keys) {
    out.writeStartArray();
    for (VerifyingKey key : keys) {
      out.writeStartObject();
      out.writeStringProperty("id", key.id());
      writeTime(out, "made", key.made());
      writeTime(out, "retired", key.retired());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeTime(JsonGenerator out, String name, @Nullable Instant time) {
    if (time == null) {
      out.writeNullProperty(name);
    } else {
      out.writeStringProperty(name, time.toString());
    }
  }
}
