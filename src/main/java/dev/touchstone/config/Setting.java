package dev.touchstone.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an operator can set, with its default. {@link Config} holds the values, typed. No text of a
 * setting is a secret, so a change of one can be told: what is secret stands in a file of its own.
 */
public enum Setting {
  SERVER_HOST(
      "server.host",
      "127.0.0.1",
      "a host name or an address",
      "the address to listen on; anything but this machine's own is open to the network"),
  SERVER_PORT(
      "server.port",
      "8085",
      "a number from 0 to 65535",
      "the port to listen on; 0 picks a free one"),
  SERVER_IDLE_TIMEOUT(
      "server.idle-timeout",
      "PT30S",
      "a duration such as PT30S, from PT1S to PT1H",
      "how long a connection may send and take nothing before it is closed"),
  SERVER_HEAD_TIMEOUT(
      "server.head-timeout",
      "PT30S",
      "a duration such as PT30S, from PT1S to PT1H",
      "how long the line and the headers of a request, or the handshake of TLS, may take to come"),
  SERVER_STOP_TIMEOUT(
      "server.stop-timeout",
      "PT30S",
      "a duration such as PT30S, from PT0S to PT1H",
      "how long a stop waits for requests under way"),
  SERVER_MAX_CONNECTIONS(
      "server.max-connections",
      "10000",
      "a number from 1 to 1000000",
      "how many connections are open at once; others wait to be accepted"),
  SERVER_MIN_BYTES_PER_SECOND(
      "server.min-bytes-per-second",
      "240",
      "a number from 0 to 1048576",
      "how fast a caller must send a body and take an answer, after 5 seconds; 0: as it likes"),
  TLS_CERTIFICATE(
      "tls.certificate",
      "",
      "the path of a file; a relative one starts at the file that names it, otherwise where the"
          + " command was started",
      "the server's certificate and those that lead to its root, in PEM form; empty: no TLS"),
  TLS_KEY(
      "tls.key",
      "",
      "the path of a file; a relative one starts at the file that names it, otherwise where the"
          + " command was started",
      "the certificate's key in PEM form, not encrypted; needed with a certificate"),
  ORGANIZATION_URI(
      "organization.uri",
      "",
      "scheme, host and port, such as https://touchstone.example",
      "how callers reach this server, written into answers; empty: as the request names it"),
  ORGANIZATION_ID(
      "organization.id",
      "00000000-0000-0000-0000-000000000000",
      "a GUID",
      "the organization's id, told to callers that ask for it"),
  ORGANIZATION_TIME_ZONE(
      "organization.time-zone",
      "UTC",
      "a time zone such as UTC, Europe/Berlin or +01:00",
      "the time zone in which days begin and end"),
  ACTION_MAX_ROWS(
      "action.max-rows",
      "1000000",
      "a number from 1 to 100000000",
      "the most rows of one answer; more are behind its token"),
  REQUEST_MAX_BYTES(
      "request.max-bytes",
      "65536",
      "a number from 1024 to 16777216",
      "the most bytes of one request's body"),
  LIMITS_REQUESTS(
      "limits.requests",
      "6000",
      "a number from 0 to 1000000000",
      "the most requests of one caller in a window; 0: any number"),
  LIMITS_EXECUTION_TIME(
      "limits.execution-time",
      "PT20M",
      "a duration of whole seconds such as PT20M, from PT0S to PT10000H",
      "the most time that all requests of one caller may take in a window; PT0S: any time"),
  LIMITS_CONCURRENT(
      "limits.concurrent",
      "52",
      "a number from 0 to 1000000",
      "the most requests of one caller at once; 0: any number"),
  LIMITS_WINDOW(
      "limits.window",
      "PT5M",
      "a duration of whole seconds such as PT5M, from PT1S to PT24H",
      "the time over which a caller's requests and their time are counted"),
  INTAKE_UNKNOWN_TYPES(
      "intake.unknown-types",
      "keep",
      "keep or reject",
      "what happens to rows of types that the catalogue does not know"),
  INTAKE_UNKNOWN_COLUMNS(
      "intake.unknown-columns",
      "keep",
      "keep or reject",
      "what happens to rows with columns that the catalogue does not give to their type"),
  INTAKE_FUTURE_TOLERANCE(
      "intake.future-tolerance",
      "PT24H",
      "a duration such as PT24H, from PT0S to P3650D",
      "how far ahead of the server's clock the timestamp of a row that is sent may be"),
  INTAKE_MAX_BYTES(
      "intake.max-bytes",
      "1073741824",
      "a number from 1024 to 1099511627776",
      "the most bytes of one request's rows, unpacked"),
  INTAKE_MAX_ROW_BYTES(
      "intake.max-row-bytes",
      "2097152",
      "a number from 1024 to 16777216",
      "the most bytes of one row that is sent"),
  INTAKE_MAX_REPORTED(
      "intake.max-reported",
      "1000",
      "a number from 0 to 100000",
      "how many rejected rows one answer lists; it counts the others"),
  INTAKE_MAX_REQUESTS(
      "intake.max-requests",
      "16",
      "a number from 1 to 1024",
      "how many requests bring rows at a time; others are told to come again"),
  STORE_CACHE_BYTES(
      "store.cache-bytes",
      "402653184",
      "a number from 1048576 to 1099511627776",
      "memory outside of Java's heap for blocks read from the data folder"),
  STORE_ENGINE(
      "store.engine",
      "rocksdb",
      "rocksdb or cassandra",
      "where interactions are kept: in the data folder, or in Apache Cassandra"),
  CASSANDRA_CONTACT_POINTS(
      "store.cassandra.contact-points",
      "127.0.0.1:9042",
      "host:port, several with commas between",
      "some nodes of the cluster; the others are learned from them"),
  CASSANDRA_LOCAL_DATACENTER(
      "store.cassandra.local-datacenter",
      "datacenter1",
      "a name",
      "the data centre, as the nodes name it, whose nodes are asked"),
  CASSANDRA_KEYSPACE(
      "store.cassandra.keyspace",
      "touchstone",
      "1 to 48 of a-z, 0-9 and _, the first a letter",
      "the keyspace; touchstone schema makes it"),
  CASSANDRA_REPLICATION(
      "store.cassandra.replication",
      "datacenter1=3",
      "pairs such as datacenter1=3, separated by commas, each from 1 to 9",
      "how many nodes of each data centre hold a partition, when touchstone schema makes the"
          + " keyspace"),
  CASSANDRA_USERNAME(
      "store.cassandra.username",
      "",
      "a name",
      "who this server is to the nodes; empty: they are told nothing"),
  CASSANDRA_PASSWORD_FILE(
      "store.cassandra.password-file",
      "",
      "the path of a file; a relative one starts at the file that names it, otherwise where the"
          + " command was started",
      "a file of its owner alone with the password, a line; needed with a user name"),
  CASSANDRA_TLS_AUTHORITIES(
      "store.cassandra.tls-authorities",
      "",
      "the path of a file; a relative one starts at the file that names it, otherwise where the"
          + " command was started",
      "certificates, in PEM form, that the nodes' certificates must lead to; empty: no TLS"),
  CASSANDRA_CONSISTENCY(
      "store.cassandra.consistency",
      "local-quorum",
      "local-quorum or quorum",
      "how many replicas must answer: most of the local data centre, or most of all"),
  CASSANDRA_REQUEST_TIMEOUT(
      "store.cassandra.request-timeout",
      "PT2S",
      "a duration such as PT2S, from PT0.01S to PT10M",
      "how long one statement may take before it is sent again or given up"),
  CASSANDRA_SPECULATIVE_DELAY(
      "store.cassandra.speculative-delay",
      "PT0.1S",
      "a duration such as PT0.1S, from PT0S to PT10M",
      "after how long a second node is asked for what is read; PT0S: never"),
  CASSANDRA_CONCURRENT_STATEMENTS(
      "store.cassandra.concurrent-statements",
      "512",
      "a number from 1 to 8192",
      "how many statements of this server are under way at one moment; others wait"),
  CASSANDRA_CONCURRENT_CALLS(
      "store.cassandra.concurrent-calls",
      "4096",
      "a number from 1 to 100000",
      "how many calls of the store may be under way or wait before more are refused as overload"),
  AUDIT_MODE(
      "audit.mode",
      "grouped",
      "grouped, before-answer or off",
      "when the note of a read is written to the audit trail: together with others a moment after"
          + " the answer, or before the answer ends; off: nothing is noted"),
  AUDIT_INTERVAL(
      "audit.interval",
      "PT0.2S",
      "a duration such as PT0.2S, from PT0S to PT10S",
      "the longest time that the note of a read waits to be written together with others"),
  AUDIT_RETENTION(
      "audit.retention",
      "3 years",
      "days, weeks, months or years, such as 36 months",
      "how long the audit trail is kept"),
  BACKUP_FOLDER(
      "backup.folder",
      "",
      "the path of a folder; a relative one starts at the file that names it, otherwise where the"
          + " command was started",
      "where backups go; empty: a server makes none"),
  BACKUP_KEEP_DAYS(
      "backup.keep-days",
      "0",
      "a number from 0 to 36500",
      "after how many days a backup is removed when the next one is made, but for the last; 0:"
          + " never"),
  RETENTION(
      "retention",
      "",
      "pairs such as WebsiteVisited=13 months, separated by commas: days, weeks, months or years",
      "how long rows of a type are kept, counted from their timestamps; empty: for ever"),
  PRIVACY_SIGNING_KEY(
      "privacy.signing-key",
      "",
      "the path of a file; a relative one starts at the file that names it, otherwise where the"
          + " command was started",
      "the Ed25519 private key, in PEM form, that several servers share to sign with; empty: each"
          + " data folder has its own"),
  PRIVACY_MAX_PACKAGES(
      "privacy.max-packages",
      "4",
      "a number from 1 to 1024",
      "how many packages a server makes at a time; others are told to come again"),
  PRIVACY_ERASE_ON_CONTACT_DELETED(
      "privacy.erase-on-contact-deleted",
      "off",
      "on or off",
      "whether a row of the type ContactDeleted erases its contact"),
  PRIVACY_RETENTION(
      "privacy.retention",
      "4 years",
      "days, weeks, months or years, at least 100 days or 4 months, such as 36 months",
      "how long requests of data subjects are kept after they were closed, and notes of copies that"
          + " were sent over HTTP or deleted by an erasure after those were made"),
  TYPES_FILE(
      "types.file",
      "",
      "the path of a file; a relative one starts at the file that names it, otherwise where the"
          + " command was started",
      "a file of the company's own interaction types; empty: none"),
  AUTH_MODE(
      "auth.mode",
      "on",
      "on or off",
      "whether callers must show an API key or a token; off: whoever reaches the server is admin"),
  AUTH_OIDC_ISSUER(
      "auth.oidc.issuer",
      "",
      "https URLs, separated by commas",
      "whose tokens are accepted, exactly as their claim iss says; empty: nobody's"),
  AUTH_OIDC_AUDIENCE(
      "auth.oidc.audience",
      "",
      "texts, separated by commas",
      "what a token must be made for, as its claim aud says; needed with an issuer"),
  AUTH_OIDC_JWKS_URI(
      "auth.oidc.jwks-uri",
      "",
      "an https URL",
      "where the issuers' keys are; empty: as each issuer's configuration document says"),
  AUTH_OIDC_AUTHORIZATION_URI(
      "auth.oidc.authorization-uri",
      "",
      "an https URL",
      "where callers without a token are sent; empty: made from the first issuer"),
  AUTH_OIDC_ROLE_CLAIMS(
      "auth.oidc.role-claims",
      "roles,scp",
      "names of claims, separated by commas",
      "the claims of a token that hold roles; a name with dots is a path"),
  AUTH_OIDC_ROLES(
      "auth.oidc.roles",
      "Touchstone.Reader=reader,Touchstone.Writer=writer,Touchstone.Privacy=privacy,"
          + "Touchstone.Admin=admin",
      "pairs such as App.Reader=reader, separated by commas",
      "which value of those claims grants which role: reader, writer, privacy, monitor or admin"),
  AUTH_OIDC_CLOCK_SKEW(
      "auth.oidc.clock-skew",
      "PT1M",
      "a duration such as PT1M, from PT0S to PT5M",
      "how far the clocks of issuer and server may differ"),
  AUTH_OIDC_KEYS_MAX_AGE(
      "auth.oidc.keys-max-age",
      "PT15M",
      "a duration such as PT15M, from PT1M to PT24H",
      "after how long an issuer's keys are fetched again"),
  AUTH_OIDC_OUTAGE_MAX_AGE(
      "auth.oidc.outage-max-age",
      "PT6H",
      "a duration such as PT6H, from auth.oidc.keys-max-age to PT72H",
      "how old an issuer's keys may get while it does not answer");

  private final String key;
  private final String defaultText;
  private final String accepted;
  private final String description;

  Setting(String key, String defaultText, String accepted, String description) {
    this.key = key;
    this.defaultText = defaultText;
    this.accepted = accepted;
    this.description = description;
  }

  /** The name in a properties file. */
  public String key() {
    return key;
  }

  /** The name of the environment variable: {@code server.port} is TOUCHSTONE_SERVER_PORT. */
  public String environmentName() {
    return "TOUCHSTONE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The value where nothing else is set, as an operator would write it; empty for none. */
  public String defaultText() {
    return defaultText;
  }

  /** What is accepted, as the end of a sentence. */
  public String accepted() {
    return accepted;
  }

  /** What the setting does, for people. */
  public String description() {
    return description;
  }

  static Optional<Setting> byKey(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }
}
