package dev.touchstone.bench.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the benchmark's own: in its own folder, on a free port of the loopback
 * address, with a password. Where the benchmark runs as root it runs as the user {@value #USER},
 * because PostgreSQL refuses to be root.
 */
public final class PostgresCluster implements AutoCloseable {
  private static final String USER = "postgres";
  private static final String ROLE = "bench";
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Path bin;
  private final Path folder;
  private final String password;
  private final int port;

  private PostgresCluster(Path bin, Path folder, String password, int port) {
    this.bin = bin;
    this.folder = folder;
    this.password = password;
    this.port = port;
  }

  /**
   * Starts a server on what the folder holds, and makes the cluster where there is none.
   *
   * @throws PostgresMissingException if PostgreSQL is not installed
   */
  public static PostgresCluster start(Path folder) throws IOException {
    Path bin = bin();
    Path data = folder.toAbsolutePath().resolve("cluster");
    Path secret = folder.toAbsolutePath().resolve("password");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialize(bin, folder.toAbsolutePath(), data, secret);
    }
    int port = freePort();
    PostgresCluster cluster =
        new PostgresCluster(bin, data, Files.readString(secret, UTF_8).strip(), port);
    run(
        bin.resolve("pg_ctl").toString(),
        "--pgdata=" + data,
        "--log=" + data.resolve("server.log"),
        "--wait",
        "--timeout=300",
        "--options=-p " + port,
        "start");
    return cluster;
  }

  /** What the server that would be started says of itself. */
  public static String installedVersion() throws IOException {
    return Processes.output(List.of(bin().resolve("postgres").toString(), "--version"), Map.of())
        .strip();
  }

  /** The folder of PostgreSQL's programs, of the newest version that is installed. */
  private static Path bin() throws IOException {
    return bin(INSTALLED);
  }

  static Path bin(Path installed) throws IOException {
    if (!Files.isDirectory(installed)) {
      throw new PostgresMissingException();
    }
    try (Stream<Path> versions = Files.list(installed)) {
      Optional<Path> newest =
          versions
              .map(version -> version.resolve("bin"))
              .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
              .filter(folder -> Files.isExecutable(folder.resolve("pgbench")))
              .max(Comparator.comparingDouble(PostgresCluster::version));
      return newest.orElseThrow(PostgresMissingException::new);
    }
  }

  /** Of {@code /usr/lib/postgresql/17/bin}: 17. */
  private static double version(Path bin) {
    return Double.parseDouble(String.valueOf(bin.getName(bin.getNameCount() - 2)));
  }

  private static void initialize(Path bin, Path folder, Path data, Path secret) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(secret, HexFormat.of().formatHex(new SecureRandom().generateSeed(16)) + "\n");
    own(folder);
    requireReachable(folder);
    run(
        bin.resolve("initdb").toString(),
        "--pgdata=" + data,
        "--username=" + ROLE,
        "--auth=scram-sha-256",
        "--pwfile=" + secret,
        "--encoding=UTF8",
        "--locale=C");
    Files.writeString(
        data.resolve("postgresql.conf"),
        PostgresSettings.ofThisMachine().text(data),
        StandardOpenOption.APPEND);
  }

  private static void own(Path folder) throws IOException {
    if (isRoot()) {
      Processes.output(List.of("chown", "-R", USER, folder.toString()), Map.of());
    }
  }

  private static void requireReachable(Path folder) throws IOException {
    try {
      run("test", "-w", folder.toString());
    } catch (IOException e) {
      throw new IOException(
          "PostgreSQL's user %s cannot enter %s; choose a folder that it can, with --folder"
              .formatted(USER, folder),
          e);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name", "").equals("root");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String run(String... command) throws IOException {
    List<String> whole = new ArrayList<>();
    if (isRoot()) {
      whole.addAll(List.of("runuser", "-u", USER, "--"));
    }
    whole.addAll(List.of(command));
    return Processes.output(whole, Map.of());
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s&password=%s&prepareThreshold=1&reWriteBatchedInserts=true&sslmode=disable"
        .formatted(port, ROLE, password);
  }

  /** Runs one of PostgreSQL's client programs against this server. */
  String client(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(bin.resolve(program).toString()));
    command.addAll(List.of(arguments));
    command.add("postgres");
    Map<String, String> environment = new HashMap<>();
    environment.put("PGHOST", "127.0.0.1");
    environment.put("PGPORT", Integer.toString(port));
    environment.put("PGUSER", ROLE);
    environment.put("PGPASSWORD", password);
    return Processes.output(command, environment);
  }

  /** Stops the server; what it holds stays. */
  @Override
  public void close() throws IOException {
    run(
        bin.resolve("pg_ctl").toString(),
        "--pgdata=" + folder,
        "--wait",
        "--mode=fast",
        "--timeout=300",
        "stop");
  }
}
