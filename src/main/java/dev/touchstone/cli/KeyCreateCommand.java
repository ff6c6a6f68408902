package dev.touchstone.cli;

import dev.touchstone.access.ApiKeys;
import dev.touchstone.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes an API key and shows its text, once. */
@Command(
    name = "create",
    description = {
      "Make an API key. Standard output gets its text, which is kept nowhere else;",
      "its id, by which lists and logs name it, goes to standard error.",
    })
final class KeyCreateCommand implements Callable<Integer> {
  private static final int MAX_DAYS = 36_500;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What the key is for.")
  private String name = "";

  @Option(
      names = "--role",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      description = "reader, writer, privacy or admin; several with commas between.")
  private List<String> roles = List.of();

  @Option(
      names = "--expires",
      paramLabel = "DAYS",
      description = "After how many days the key is refused. Default: never.")
  @Nullable Integer days;

  @Mixin private DataOption data = new DataOption();

  private final Console console;

  KeyCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Set<Role> granted = EnumSet.noneOf(Role.class);
    roles.forEach(role -> granted.add(Role.parse(role.strip())));
    ApiKeys keys = Callers.keys(data.existing(console));
    ApiKeys.Created created = keys.create(name, granted, expires());
    console.say(created.text());
    console.tell("created key " + created.key().id());
    return ExitCode.OK.number();
  }

  private @Nullable Instant expires() {
    if (days == null) {
      return null;
    }
    if (days < 1 || days > MAX_DAYS) {
      throw new CommandException(
          ExitCode.USAGE,
          "--expires: '%d' is not accepted; accepted is a number from 1 to %d"
              .formatted(days, MAX_DAYS),
          null);
    }
    return InstantSource.system().instant().plus(Duration.ofDays(days));
  }
}
