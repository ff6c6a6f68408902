package dev.touchstone.cli;

import dev.touchstone.access.ApiKey;
import dev.touchstone.access.Role;
import dev.touchstone.cli.Table.Heading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** Shows the API keys without their secrets. */
@Command(name = "list", description = "Show the API keys, the revoked and expired ones too.")
final class KeyListCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write a JSON array.")
  private boolean json;

  @Mixin private DataOption data = new DataOption();

  private final Console console;

  KeyListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<ApiKey> keys = Callers.keys(data.existing(console)).list();
    if (json) {
      console.say(Json.toString(out -> write(out, keys)));
      return ExitCode.OK.number();
    }
    Table table =
        new Table(
            Heading.left("Id"),
            Heading.left("Roles"),
            Heading.left("Created"),
            Heading.left("Expires"),
            Heading.left("Revoked"),
            Heading.left("Name"));
    for (ApiKey key : keys) {
      table.add(
          key.id(),
          String.join(", ", roles(key).toList()),
          time(key.created()),
          time(key.expires()),
          time(key.revoked()),
          key.name());
    }
    table.lines(console.outWidth(), console.outStyle()).forEach(console::say);
    return ExitCode.OK.number();
  }

  private static Stream<String> roles(ApiKey key) {
    return key.roles().stream().sorted().map(Role::text);
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void write(JsonGenerator out, List<ApiKey> keys) {
    out.writeStartArray();
    for (ApiKey key : keys) {
      out.writeStartObject();
      out.writeStringProperty("id", key.id());
      out.writeStringProperty("name", key.name());
      out.writeArrayPropertyStart("roles");
      roles(key).forEach(out::writeString);
      out.writeEndArray();
      writeTime(out, "created", key.created());
      writeTime(out, "expires", key.expires());
      writeTime(out, "revoked", key.revoked());
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
