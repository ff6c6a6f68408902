package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.config.NodeAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is, as a person writes it: {@code rocksdb:DIR} or {@code cassandra:NODES/KEYSPACE}.
 */
sealed interface StoreAddress {
  Pattern CASSANDRA = Pattern.compile("cassandra:([^/]+)/([a-z][a-z0-9_]{0,47})");

  /** A data folder. */
  record Folder(Path path) implements StoreAddress {
    @Override
    public String toString() {
      return "rocksdb:" + path;
    }
  }

  /** A keyspace. */
  record Keyspace(List<NodeAddress> nodes, String name) implements StoreAddress {
    @Override
    public String toString() {
      return nodes.stream()
          .map(NodeAddress::toString)
          .collect(Collectors.joining(",", "cassandra:", "/" + name));
    }
  }

  /** The store that the settings of a data folder name. */
  static StoreAddress ofSettings(Path folder, Config config) {
    return config.onCassandra()
        ? new Keyspace(config.cassandra().contactPoints(), config.cassandra().keyspace())
        : new Folder(folder);
  }

  /**
   * Reads an address.
   *
   * @param option named in the message
   * @throws CommandException if it is none
   */
  static StoreAddress parse(String option, String text) {
    Matcher cassandra = CASSANDRA.matcher(text);
    try {
      if (text.startsWith("rocksdb:") && text.length() > "rocksdb:".length()) {
        return new Folder(Path.of(text.substring("rocksdb:".length())));
      }
      if (cassandra.matches()) {
        return new Keyspace(NodeAddress.parseAll(cassandra.group(1)), cassandra.group(2));
      }
    } catch (IllegalArgumentException e) {
      throw refused(option, text, e);
    }
    throw refused(option, text, null);
  }

  private static CommandException refused(String option, String text, @Nullable Throwable cause) {
    return new CommandException(
        ExitCode.USAGE,
        "%s is not valid: '%s' is not accepted; accepted is rocksdb:DIR or cassandra:host:port,host:port/keyspace"
            .formatted(option, text),
        cause);
  }
}
