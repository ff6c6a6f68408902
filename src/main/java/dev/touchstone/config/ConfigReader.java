package dev.touchstone.config;

import dev.touchstone.interaction.Guid;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Turns the texts of settings into their values, or names the text that is none. */
final class ConfigReader {
  private ConfigReader() {}

  static Config read(Settings settings) {
    return new Config(
        parse(settings, Setting.SERVER_HOST, ConfigReader::host),
        (int) number(settings, Setting.SERVER_PORT, 0, 65_535),
        optional(settings, Setting.ORGANIZATION_URI, ConfigReader::uri),
        parse(settings, Setting.ORGANIZATION_ID, ConfigReader::guid),
        parse(settings, Setting.ORGANIZATION_TIME_ZONE, (text, folder) -> ZoneId.of(text)),
        (int) number(settings, Setting.ACTION_MAX_ROWS, 1, 100_000_000),
        (int) number(settings, Setting.REQUEST_MAX_BYTES, 1024, 16 << 20),
        number(settings, Setting.STORE_CACHE_BYTES, 1 << 20, 1L << 40),
        optional(settings, Setting.TYPES_FILE, (text, folder) -> folder.resolve(text)));
  }

  /** The parser throws any runtime exception where the text is not accepted. */
  private static <T> T parse(
      Settings settings, Setting setting, BiFunction<String, Path, T> parser) {
    Settings.Value value = settings.get(setting);
    try {
      return parser.apply(value.text(), value.folder());
    } catch (RuntimeException e) {
      throw new ConfigException(
          "%s: '%s' is not accepted; accepted is %s"
              .formatted(value.source(), value.text(), setting.accepted()),
          e);
    }
  }

  private static <T> @Nullable T optional(
      Settings settings, Setting setting, BiFunction<String, Path, T> parser) {
    return settings.get(setting).text().isEmpty() ? null : parse(settings, setting, parser);
  }

  private static long number(Settings settings, Setting setting, long min, long max) {
    return parse(
        settings,
        setting,
        (text, folder) -> {
          require(text.length() <= 20 && text.chars().allMatch(c -> c >= '0' && c <= '9'));
          long number = Long.parseLong(text);
          require(number >= min && number <= max);
          return number;
        });
  }

  private static String host(String text, Path folder) {
    require(!text.isEmpty() && text.length() <= 253);
    require(text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/'));
    return text;
  }

  private static UUID guid(String text, Path folder) {
    UUID guid = Guid.parse(text);
    require(guid != null);
    return guid == null ? new UUID(0, 0) : guid;
  }

  /** Without the slash at the end, so that paths can be put behind it. */
  private static URI uri(String text, Path folder) {
    URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    require("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    require(uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawPath().isEmpty());
    require(uri.getRawQuery() == null && uri.getRawFragment() == null);
    return uri;
  }

  private static void require(boolean accepted) {
    if (!accepted) {
      throw new IllegalArgumentException();
    }
  }
}
