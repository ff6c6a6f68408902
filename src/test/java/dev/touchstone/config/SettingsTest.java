package dev.touchstone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SettingsTest {
  private static final String NOT_ACCEPTED =
      """
      SERVER_HOST,             ''
      SERVER_HOST,             a b
      SERVER_HOST,             http://localhost
      SERVER_PORT,             ''
      SERVER_PORT,             65536
      SERVER_PORT,             -1
      SERVER_PORT,             80x
      SERVER_PORT,             99999999999999999999
      SERVER_IDLE_TIMEOUT,     PT0.999S
      SERVER_HEAD_TIMEOUT,     PT1H0.001S
      SERVER_STOP_TIMEOUT,     PT-1S
      SERVER_STOP_TIMEOUT,     30
      SERVER_MAX_CONNECTIONS,  0
      SERVER_MIN_BYTES_PER_SECOND, -1
      TLS_KEY,                 "a\0b"
      ORGANIZATION_URI,        crm.example
      ORGANIZATION_URI,        ftp://crm.example
      ORGANIZATION_URI,        https:///path
      ORGANIZATION_URI,        https://crm.example/path
      ORGANIZATION_URI,        https://a@crm.example
      ORGANIZATION_URI,        https://crm.example/?a=b
      ORGANIZATION_URI,        https://crm.example/#a
      ORGANIZATION_ID,         crm
      ORGANIZATION_TIME_ZONE,  Mars/Olympus
      ACTION_MAX_ROWS,         0
      ACTION_MAX_ROWS,         100000001
      REQUEST_MAX_BYTES,       1023
      REQUEST_MAX_BYTES,       16777217
      LIMITS_REQUESTS,         -1
      LIMITS_REQUESTS,         1000000001
      LIMITS_EXECUTION_TIME,   1200
      LIMITS_EXECUTION_TIME,   -PT1S
      LIMITS_EXECUTION_TIME,   PT1.5S
      LIMITS_EXECUTION_TIME,   PT10000H1S
      LIMITS_CONCURRENT,       1000001
      LIMITS_WINDOW,           PT0S
      LIMITS_WINDOW,           PT1.5S
      LIMITS_WINDOW,           PT24H1S
      STORE_CACHE_BYTES,       1048575
      STORE_CACHE_BYTES,       1099511627777
      TYPES_FILE,              "a\0b"
      INTAKE_UNKNOWN_TYPES,    refuse
      INTAKE_UNKNOWN_COLUMNS,  ''
      INTAKE_FUTURE_TOLERANCE, PT-1S
      INTAKE_FUTURE_TOLERANCE, P3651D
      INTAKE_FUTURE_TOLERANCE, 24h
      INTAKE_MAX_BYTES,        1023
      INTAKE_MAX_BYTES,        1099511627777
      INTAKE_MAX_ROW_BYTES,    1023
      INTAKE_MAX_ROW_BYTES,    16777217
      INTAKE_MAX_REPORTED,     -1
      INTAKE_MAX_REPORTED,     100001
      INTAKE_MAX_REQUESTS,     0
      INTAKE_MAX_REQUESTS,     1025
      PRIVACY_RETENTION,       1 day
      PRIVACY_RETENTION,       99 days
      PRIVACY_RETENTION,       14 weeks
      PRIVACY_RETENTION,       3 months
      AUTH_MODE,               ''
      AUTH_MODE,               Off
      """;

  private static final String EVERY_SETTING =
      """
      # the shop's own
      server.host = ::1
      server.port = 0
      server.idle-timeout = PT1S
      server.head-timeout = PT2S
      server.stop-timeout = PT0S
      server.max-connections = 3
      server.min-bytes-per-second = 4
      tls.certificate = server.pem
      tls.key = /run/server.key
          privacy.signing-key = signing.pem
          privacy.max-packages = 7
          privacy.erase-on-contact-deleted = on
          privacy.retention = 18 months
          store.engine = cassandra
      store.cassandra.contact-points = a, [::1]:9043
      store.cassandra.local-datacenter = dc1
      store.cassandra.keyspace = own
      store.cassandra.replication = dc1=3, dc2=2
      store.cassandra.username = touchstone
      store.cassandra.password-file = secrets/password
      store.cassandra.tls-authorities = nodes.pem
      store.cassandra.consistency = quorum
      store.cassandra.request-timeout = PT0.01S
      store.cassandra.speculative-delay = PT0S
      store.cassandra.concurrent-statements = 8
      store.cassandra.concurrent-calls = 9
      backup.folder = backups
          audit.mode = before-answer
          audit.interval = PT0.05S
          audit.retention = 36 months
          backup.keep-days = 90
      organization.uri = https://crm.example/
      organization.id = {FC2B096A-7A41-5CA6-950E-A844284E31A4}
      organization.time-zone = Europe/Berlin
      action.max-rows = 5
      request.max-bytes = 1024
      limits.requests = 7
      limits.execution-time = PT0S
      limits.concurrent = 0
      limits.window = PT1S
      store.cache-bytes = 1048576
      retention = EmailOpened=2 years
      retention.WebsiteVisited = 13 months
      types.file = own/types.json
      auth.mode = off
      auth.oidc.issuer = https://a.example/, https://b.example/
      auth.oidc.audience = touchstone
      auth.oidc.jwks-uri = https://a.example/keys
      auth.oidc.authorization-uri = https://a.example/authorize
      auth.oidc.role-claims = realm_access.roles
      auth.oidc.roles = a=b=reader, c = admin
      auth.oidc.clock-skew = PT0S
      auth.oidc.keys-max-age = PT1M
      auth.oidc.outage-max-age = PT2M
      intake.unknown-types = reject
      intake.unknown-columns = keep
      intake.future-tolerance = PT0S
      intake.max-bytes = 1099511627776
      intake.max-row-bytes = 1024
      intake.max-reported = 0
      intake.max-requests = 1
      """;

  @TempDir private Path folder;

  @Test
  void defaultsAreSafe() {
    Config config = Config.defaults();
    assertThat(config.server().host()).isEqualTo("127.0.0.1");
    assertThat(config.server().port()).isEqualTo(8085);
    assertThat(config.server().certificate()).isNull();
    assertThat(config.server().key()).isNull();
    assertThat(config.organizationUri()).isNull();
    assertThat(config.organizationId()).isEqualTo(new UUID(0, 0));
    assertThat(config.organizationTimeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(config.actionMaxRows()).isEqualTo(1_000_000);
    assertThat(config.requestMaxBytes()).isEqualTo(65_536);
    assertThat(config.limits()).isEqualTo(CallerLimits.DEFAULT);
    assertThat(config.storeCacheBytes()).isEqualTo(384 << 20);
    assertThat(config.retention()).isEmpty();
    assertThat(config.typesFile()).isNull();
    assertThat(config.authentication()).isTrue();
    assertThat(config.openId()).isNull();
    assertThat(config.intake())
        .isEqualTo(new IntakeConfig(true, true, Duration.ofHours(24), 1 << 30, 2 << 20, 1000, 16));
    assertThat(config.catalogue().types()).hasSize(67);
  }

  @Test
  void everySettingIsReadFromAFile() throws IOException {
    Path file = file(EVERY_SETTING);
    assertThat(new Settings().addFile(file).toConfig())
        .isEqualTo(
            new Config(
                new ServerConfig(
                    "::1",
                    0,
                    folder.resolve("server.pem"),
                    Path.of("/run/server.key"),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ZERO,
                    3,
                    4),
                URI.create("https://crm.example"),
                UUID.fromString("fc2b096a-7a41-5ca6-950e-a844284e31a4"),
                ZoneId.of("Europe/Berlin"),
                5,
                1024,
                new CallerLimits(7, Duration.ZERO, 0, Duration.ofSeconds(1)),
                1 << 20,
                Map.of("EmailOpened", Period.ofYears(2), "WebsiteVisited", Period.ofMonths(13)),
                folder.resolve("own/types.json"),
                false,
                new OpenIdConfig(
                    List.of("https://a.example/", "https://b.example/"),
                    Set.of("touchstone"),
                    URI.create("https://a.example/keys"),
                    URI.create("https://a.example/authorize"),
                    List.of("realm_access.roles"),
                    Map.of("a=b", "reader", "c", "admin"),
                    Duration.ZERO,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2)),
                new IntakeConfig(false, true, Duration.ZERO, 1L << 40, 1024, 0, 1),
                new PrivacyConfig(folder.resolve("signing.pem"), 7, true, Period.ofMonths(18)),
                new BackupConfig(folder.resolve("backups"), Duration.ofDays(90)),
                new AuditConfig(
                    AuditConfig.Mode.BEFORE_ANSWER, Duration.ofMillis(50), Period.ofMonths(36)),
                true,
                new CassandraConfig(
                    List.of(new NodeAddress("a", 9042), new NodeAddress("::1", 9043)),
                    "dc1",
                    "own",
                    Map.of("dc1", 3, "dc2", 2),
                    "touchstone",
                    folder.resolve("secrets/password"),
                    folder.resolve("nodes.pem"),
                    true,
                    Duration.ofMillis(10),
                    Duration.ZERO,
                    8,
                    9),
                new Settings().addFile(file).texts()));
  }

  @Test
  void theExampleOfAServerOnCassandraIsAccepted() {
    Config config =
        new Settings().addFile(Path.of("examples", "cassandra", Settings.FILE_NAME)).toConfig();
    assertThat(config.onCassandra()).isTrue();
    assertThat(config.cassandra().contactPoints()).hasSize(3);
    assertThat(config.cassandra().replication()).isEqualTo(Map.of("datacenter1", 3));
  }

  @Test
  void theLaterSourceWins() throws IOException {
    Settings settings = new Settings().addFile(file("server.port=1\nserver.host=a\n"));
    settings.addEnvironment(Map.of("TOUCHSTONE_SERVER_PORT", "2", "TOUCHSTONE_PORT", "tcp:")::get);
    assertThat(settings.toConfig().server().port()).isEqualTo(2);
    settings.add(Setting.SERVER_PORT, "3", "--port").add(Setting.SERVER_HOST, null, "--host");
    assertThat(settings.toConfig().server().port()).isEqualTo(3);
    assertThat(settings.toConfig().server().host()).isEqualTo("a");
  }

  @Test
  void emptyEnvironmentVariablesSetNothing() {
    assertThat(new Settings().addEnvironment(name -> "").toConfig()).isEqualTo(Config.defaults());
  }

  @Test
  void mistakesInAFileAreNamed() throws IOException {
    refused("server.prot = 1", "'server.prot' in ", "did you mean 'server.port'?");
    refused("server.port = 1\nserver.port = 2", "'server.port' stands twice in ");
    refused("server.port = \\u00g0", "cannot be read");
    refused("#" + "x".repeat(1 << 20), "larger than 1,048,576 bytes");
    assertThatThrownBy(() -> new Settings().addFile(folder.resolve("missing")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("missing");
  }

  private void refused(String content, String... reasons) throws IOException {
    Path file = file(content);
    assertThatThrownBy(() -> new Settings().addFile(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(reasons)
        .hasMessageContaining(file.toString());
  }

  @ParameterizedTest
  @CsvSource(textBlock = NOT_ACCEPTED)
  void badValuesAreNamedWithWhatIsAccepted(Setting setting, String text) {
    String value = text.replace("\\0", "\0").replace("\"", "");
    assertThatThrownBy(() -> new Settings().add(setting, value, "--flag").toConfig())
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "--flag: '%s' is not accepted; accepted is %s", value.strip(), setting.accepted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RETENTION               | EmailSent
          RETENTION               | EmailSent=
          RETENTION               | =1 day
          RETENTION               | EmailSent=13
          RETENTION               | EmailSent=0 days
          RETENTION               | EmailSent=-1 days
          RETENTION               | EmailSent=1 hour
          RETENTION               | EmailSent=101 years
          RETENTION               | EmailSent=36501 days
          RETENTION               | EmailSent=1 day, EmailSent=2 days
          AUTH_OIDC_ISSUER        | https://a.example/,
          AUTH_OIDC_JWKS_URI      | a b
          AUTH_OIDC_ROLE_CLAIMS   | a,,b
          AUTH_OIDC_ROLES         | reader
          AUTH_OIDC_ROLES         | a=reader,a=admin
          AUTH_OIDC_ROLES         | =reader
          AUTH_OIDC_ROLES         | a=
          AUTH_OIDC_CLOCK_SKEW    | 60
          """)
  void badValuesOfAProviderAreNamedWithWhatIsAccepted(Setting setting, String text) {
    Settings settings =
        new Settings()
            .add(Setting.AUTH_OIDC_ISSUER, "https://a.example/", "")
            .add(Setting.AUTH_OIDC_AUDIENCE, "touchstone", "")
            .add(setting, text, "--flag");
    assertThatThrownBy(settings::toConfig)
        .isInstanceOf(ConfigException.class)
        .hasMessage("--flag: '%s' is not accepted; accepted is %s", text, setting.accepted());
  }

  @Test
  void anIssuerAndItsAudienceBelongTogether() {
    for (Setting alone : List.of(Setting.AUTH_OIDC_ISSUER, Setting.AUTH_OIDC_AUDIENCE)) {
      assertThatThrownBy(() -> new Settings().add(alone, "https://a.example/", "").toConfig())
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("belong together");
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          SERVER_PORT,             65535
          ACTION_MAX_ROWS,         1
          ACTION_MAX_ROWS,         100000000
          REQUEST_MAX_BYTES,       16777216
          LIMITS_REQUESTS,         0
          LIMITS_REQUESTS,         1000000000
          LIMITS_EXECUTION_TIME,   PT0S
          LIMITS_EXECUTION_TIME,   PT10000H
          LIMITS_CONCURRENT,       0
          LIMITS_CONCURRENT,       1000000
          LIMITS_WINDOW,           PT1S
          LIMITS_WINDOW,           PT24H
          STORE_CACHE_BYTES,       1099511627776
          PRIVACY_RETENTION,       100 days
          PRIVACY_RETENTION,       15 weeks
          PRIVACY_RETENTION,       4 months
          PRIVACY_RETENTION,       1 year
          ORGANIZATION_TIME_ZONE,  +01:00
          RETENTION,               'EmailSent=1 day,EmailOpened=36500 Days , A=5214weeks,B=1200 months,C=100 years'
          """)
  void valuesAtTheEdgeAreAccepted(Setting setting, String text) {
    assertThat(new Settings().add(setting, text, "--flag").toConfig()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Setting.class,
      names = {"TLS_CERTIFICATE", "TLS_KEY"})
  void aCertificateAndItsKeyBelongTogether(Setting setting) {
    assertThatThrownBy(() -> new Settings().add(setting, "one.pem", "--flag").toConfig())
        .isInstanceOf(ConfigException.class)
        .hasMessage("tls.certificate and tls.key belong together; one of them is set");
  }

  @Test
  void operationsPageHasEverySetting() throws IOException {
    String table =
        Arrays.stream(Setting.values()).map(SettingsTest::row).collect(Collectors.joining("\n"));
    assertThat(Files.readString(Path.of("docs", "operations.md")))
        .as("the table of settings in docs/operations.md")
        .contains("| setting | default | accepted | what it is |\n|---|---|---|---|\n" + table);
  }

  private static String row(Setting setting) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            setting.key(),
            setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`",
            setting.accepted(),
            setting.description());
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve(Settings.FILE_NAME), content);
  }
}
