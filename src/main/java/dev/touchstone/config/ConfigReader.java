package dev.touchstone.config;

import dev.touchstone.interaction.Guid;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Turns the texts of settings into their values, or names the text that is none. */
final class ConfigReader {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private ConfigReader() {}

  static Config read(Settings settings) {
    return new Config(
        server(settings),
        optional(settings, Setting.ORGANIZATION_URI, ConfigReader::uri),
        parse(settings, Setting.ORGANIZATION_ID, ConfigReader::guid),
        parse(settings, Setting.ORGANIZATION_TIME_ZONE, (text, folder) -> ZoneId.of(text)),
        (int) number(settings, Setting.ACTION_MAX_ROWS, 1, 100_000_000),
        (int) number(settings, Setting.REQUEST_MAX_BYTES, 1024, 16 << 20),
        limits(settings),
        number(settings, Setting.STORE_CACHE_BYTES, 1 << 20, 1L << 40),
        retention(settings),
        optional(settings, Setting.TYPES_FILE, ConfigReader::path),
        parse(settings, Setting.AUTH_MODE, ConfigReader::isOn),
        openId(settings),
        intake(settings),
        privacy(settings),
        new BackupConfig(
            optional(settings, Setting.BACKUP_FOLDER, ConfigReader::path),
            Duration.ofDays(number(settings, Setting.BACKUP_KEEP_DAYS, 0, 36_500))),
        new AuditConfig(
            parse(settings, Setting.AUDIT_MODE, ConfigReader::auditMode),
            parse(settings, Setting.AUDIT_INTERVAL, ConfigReader::interval),
            parse(settings, Setting.AUDIT_RETENTION, (text, folder) -> Periods.parse(text))),
        parse(settings, Setting.STORE_ENGINE, ConfigReader::isCassandra),
        CassandraConfigReader.read(settings),
        settings.texts());
  }

  private static PrivacyConfig privacy(Settings settings) {
    return new PrivacyConfig(
        optional(settings, Setting.PRIVACY_SIGNING_KEY, ConfigReader::path),
        (int) number(settings, Setting.PRIVACY_MAX_PACKAGES, 1, 1024),
        parse(settings, Setting.PRIVACY_ERASE_ON_CONTACT_DELETED, ConfigReader::isOn),
        parse(settings, Setting.PRIVACY_RETENTION, ConfigReader::keep));
  }

  private static Period keep(String text, Path folder) {
    Period period = Periods.parse(text);
    require(Periods.leastDays(period) >= PrivacyConfig.SHORTEST_KEEP.toDays());
    return period;
  }

  private static IntakeConfig intake(Settings settings) {
    return new IntakeConfig(
        parse(settings, Setting.INTAKE_UNKNOWN_TYPES, ConfigReader::isKeep),
        parse(settings, Setting.INTAKE_UNKNOWN_COLUMNS, ConfigReader::isKeep),
        parse(settings, Setting.INTAKE_FUTURE_TOLERANCE, ConfigReader::tolerance),
        number(settings, Setting.INTAKE_MAX_BYTES, 1024, 1L << 40),
        (int) number(settings, Setting.INTAKE_MAX_ROW_BYTES, 1024, 16 << 20),
        (int) number(settings, Setting.INTAKE_MAX_REPORTED, 0, 100_000),
        (int) number(settings, Setting.INTAKE_MAX_REQUESTS, 1, 1024));
  }

  private static AuditConfig.Mode auditMode(String text, Path folder) {
    return Arrays.stream(AuditConfig.Mode.values())
        .filter(mode -> mode.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static Duration interval(String text, Path folder) {
    Duration duration = Duration.parse(text);
    require(!duration.isNegative() && duration.compareTo(Duration.ofSeconds(10)) <= 0);
    return duration;
  }

  private static boolean isKeep(String text, Path folder) {
    require(text.equals("keep") || text.equals("reject"));
    return text.equals("keep");
  }

  private static Duration tolerance(String text, Path folder) {
    Duration duration = Duration.parse(text);
    require(!duration.isNegative() && duration.compareTo(Duration.ofDays(3650)) <= 0);
    return duration;
  }

  private static ServerConfig server(Settings settings) {
    Path certificate = optional(settings, Setting.TLS_CERTIFICATE, ConfigReader::path);
    Path key = optional(settings, Setting.TLS_KEY, ConfigReader::path);
    if ((certificate == null) != (key == null)) {
      throw new ConfigException(
          "tls.certificate and tls.key belong together; one of them is set", null);
    }
    return new ServerConfig(
        parse(settings, Setting.SERVER_HOST, ConfigReader::host),
        (int) number(settings, Setting.SERVER_PORT, 0, 65_535),
        certificate,
        key,
        duration(settings, Setting.SERVER_IDLE_TIMEOUT, SECOND, HOUR),
        duration(settings, Setting.SERVER_HEAD_TIMEOUT, SECOND, HOUR),
        duration(settings, Setting.SERVER_STOP_TIMEOUT, Duration.ZERO, HOUR),
        (int) number(settings, Setting.SERVER_MAX_CONNECTIONS, 1, 1_000_000),
        (int) number(settings, Setting.SERVER_MIN_BYTES_PER_SECOND, 0, 1 << 20));
  }

  private static Map<String, Period> retention(Settings settings) {
    Map<String, String> texts = optional(settings, Setting.RETENTION, ConfigReader::pairs);
    return texts == null
        ? Map.of()
        : parse(
            settings,
            Setting.RETENTION,
            (text, folder) -> {
              Map<String, Period> periods = new LinkedHashMap<>();
              texts.forEach((type, period) -> periods.put(type, Periods.parse(period)));
              return periods;
            });
  }

  private static CallerLimits limits(Settings settings) {
    return new CallerLimits(
        number(settings, Setting.LIMITS_REQUESTS, 0, 1_000_000_000),
        duration(
            settings,
            Setting.LIMITS_EXECUTION_TIME,
            Duration.ZERO,
            CallerLimits.MAX_EXECUTION_TIME),
        (int) number(settings, Setting.LIMITS_CONCURRENT, 0, 1_000_000),
        duration(
            settings, Setting.LIMITS_WINDOW, CallerLimits.MIN_WINDOW, CallerLimits.MAX_WINDOW));
  }

  private static @Nullable OpenIdConfig openId(Settings settings) {
    List<String> issuers = optional(settings, Setting.AUTH_OIDC_ISSUER, ConfigReader::list);
    List<String> audiences = optional(settings, Setting.AUTH_OIDC_AUDIENCE, ConfigReader::list);
    if (issuers == null && audiences == null) {
      return null;
    }
    if (issuers == null || audiences == null) {
      throw new ConfigException(
          "auth.oidc.issuer and auth.oidc.audience belong together; one of them is set", null);
    }
    return new OpenIdConfig(
        issuers,
        Set.copyOf(audiences),
        optional(settings, Setting.AUTH_OIDC_JWKS_URI, (text, folder) -> URI.create(text)),
        optional(settings, Setting.AUTH_OIDC_AUTHORIZATION_URI, (text, folder) -> URI.create(text)),
        parse(settings, Setting.AUTH_OIDC_ROLE_CLAIMS, ConfigReader::list),
        parse(settings, Setting.AUTH_OIDC_ROLES, ConfigReader::pairs),
        parse(settings, Setting.AUTH_OIDC_CLOCK_SKEW, (text, folder) -> Duration.parse(text)),
        parse(settings, Setting.AUTH_OIDC_KEYS_MAX_AGE, (text, folder) -> Duration.parse(text)),
        parse(settings, Setting.AUTH_OIDC_OUTAGE_MAX_AGE, (text, folder) -> Duration.parse(text)));
  }

  /** The parser throws any runtime exception where the text is not accepted. */
  static <T> T parse(Settings settings, Setting setting, BiFunction<String, Path, T> parser) {
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

  static <T> @Nullable T optional(
      Settings settings, Setting setting, BiFunction<String, Path, T> parser) {
    return settings.get(setting).text().isEmpty() ? null : parse(settings, setting, parser);
  }

  static long number(Settings settings, Setting setting, long min, long max) {
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

  /** Of whole seconds. */
  private static Duration duration(Settings settings, Setting setting, Duration min, Duration max) {
    return parse(
        settings,
        setting,
        (text, folder) -> {
          Duration duration = Duration.parse(text);
          require(duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0);
          require(duration.equals(duration.truncatedTo(ChronoUnit.SECONDS)));
          return duration;
        });
  }

  static Path path(String text, Path folder) {
    return folder.resolve(text);
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

  private static boolean isCassandra(String text, Path folder) {
    require(text.equals("cassandra") || text.equals("rocksdb"));
    return text.equals("cassandra");
  }

  private static boolean isOn(String text, Path folder) {
    require(text.equals("on") || text.equals("off"));
    return text.equals("on");
  }

  static List<String> list(String text, Path folder) {
    List<String> values = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    require(values.stream().noneMatch(String::isEmpty));
    return values;
  }

  static Map<String, String> pairs(String text, Path folder) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : list(text, folder)) {
      int equals = pair.lastIndexOf('=');
      require(equals > 0 && equals < pair.length() - 1);
      String name = pair.substring(0, equals).strip();
      require(pairs.put(name, pair.substring(equals + 1).strip()) == null);
    }
    return pairs;
  }

  /** Without the slash at the end, so that paths can be put behind it. */
  private static URI uri(String text, Path folder) {
    URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    require("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    require(uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawPath().isEmpty());
    require(uri.getRawQuery() == null && uri.getRawFragment() == null);
    return uri;
  }

  static void require(boolean accepted) {
    if (!accepted) {
      throw new IllegalArgumentException();
    }
  }
}
