package dev.touchstone.cli;

import dev.touchstone.client.LoadInteractionsRequest;
import dev.touchstone.client.TouchstoneClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a server instead of a data folder, and what is asked of it. */
final class RemoteOptions {
  private static final int MAX_KEY_BYTES = 16 << 10;
  private static final Pattern CREDENTIALS = Pattern.compile("[\\x21-\\x7e]+");
  private static final DateTimeFormatter AMERICAN =
      DateTimeFormatter.ofPattern("MM-dd-uuuu").withResolverStyle(ResolverStyle.STRICT);

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Ask a server, such as http://127.0.0.1:8085, page by page.")
  @Nullable URI url;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "The file with the API key or token for --url. Default: TOUCHSTONE_KEY.")
  @Nullable Path keyFile;

  /**
   * A client of the server.
   *
   * @param reason for its audit trail; empty for none
   * @throws CommandException if the URL or the key cannot be right
   */
  TouchstoneClient client(URI server, Console console, String reason) {
    Occasions.check(reason);
    try {
      TouchstoneClient.Builder builder = TouchstoneClient.builder(server).maxAttempts(3);
      if (!reason.isEmpty()) {
        builder.reason(reason);
      }
      String key = key(console);
      return (key == null ? builder : builder.credentials(() -> key)).build();
    } catch (IllegalArgumentException e) {
      throw wrong("--url is not valid: " + e.getMessage(), e);
    }
  }

  /** The same server, for what it does beside the action. */
  ServerCalls calls(URI server, Console console) {
    return calls(server, console, "");
  }

  /** The same, saying why. */
  ServerCalls calls(URI server, Console console, String reason) {
    Occasions.check(reason);
    return new ServerCalls(server, key(console), reason);
  }

  LoadInteractionsRequest request(
      String contact,
      String type,
      @Nullable String from,
      @Nullable String to,
      @Nullable String top,
      @Nullable String skipToken) {
    LocalDate first = day("--from", from);
    LocalDate last = day("--to", to);
    Integer rows = rows(top);
    try {
      return new LoadInteractionsRequest(contact, type, first, last, rows, skipToken);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable String key(Console console) {
    String text = keyFile == null ? console.environment().apply("TOUCHSTONE_KEY") : read(keyFile);
    if (text == null || (keyFile == null && text.isEmpty())) {
      return null;
    }
    String key = text.strip();
    if (!CREDENTIALS.matcher(key).matches()) {
      throw wrong(
          "%s holds no API key and no token"
              .formatted(keyFile == null ? "TOUCHSTONE_KEY" : keyFile),
          null);
    }
    return key;
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MAX_KEY_BYTES) {
        throw wrong(file + " is larger than %,d bytes".formatted(MAX_KEY_BYTES), null);
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw wrong("the key file cannot be read: " + e, e);
    }
  }

  private static @Nullable LocalDate day(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    boolean isIso = text.indexOf('-') == 4;
    try {
      return LocalDate.parse(text, isIso ? DateTimeFormatter.ISO_LOCAL_DATE : AMERICAN);
    } catch (DateTimeException e) {
      throw wrong(
          "%s is not valid: '%s' is not accepted; accepted is a day as MM-DD-YYYY or YYYY-MM-DD"
              .formatted(option, text),
          e);
    }
  }

  private static @Nullable Integer rows(@Nullable String top) {
    if (top == null) {
      return null;
    }
    try {
      return Integer.valueOf(top);
    } catch (NumberFormatException e) {
      throw wrong(
          "--top is not valid: '%s' is not accepted; accepted is a number".formatted(top), e);
    }
  }

  private static CommandException wrong(String message, @Nullable Throwable cause) {
    return new CommandException(ExitCode.USAGE, message, cause);
  }
}
