package dev.touchstone.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * How the nodes of a cluster are configured and started, from the jars of {@code cassandra-all}
 * alone. Nodes share the memory of a small machine: everything that can be small is.
 *
 * @param access lines of the configuration: who may connect, and how
 * @param synced whether a write is acknowledged after the commit log is on the disk, not before
 */
record CassandraSetup(
    Path root, int nodes, int cqlPort, int storagePort, boolean synced, String access) {
  /** Everybody may do everything. */
  static final String OPEN =
      "authenticator: AllowAllAuthenticator\nauthorizer: AllowAllAuthorizer\n";

  private static final Path CLASS_PATH = Path.of("target/cassandra/classpath");
  private static final int TOKENS = 4; // as in the YAML below

  private static final List<String> EXPORTS =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/java.lang.ref",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.attach/sun.tools.attach",
          "jdk.unsupported/sun.misc");

  private static final List<String> OPENS =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.module",
          "java.base/java.lang.reflect",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.util.jar",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  private static final String BATCH = "commitlog_sync: batch";
  private static final String PERIODIC = "commitlog_sync: periodic\ncommitlog_sync_period: 1000ms";

  /**
   * Without hints, so that a node that was away knows what others tell it when they read or repair;
   * and messages have no age, so that a node whose clock is wrong takes part in everything.
   */
  private static final String YAML =
      """
      cluster_name: touchstone
      num_tokens: 4
      initial_token: ${tokens}
      auto_bootstrap: false
      partitioner: org.apache.cassandra.dht.Murmur3Partitioner
      endpoint_snitch: SimpleSnitch
      seed_provider:
        - class_name: org.apache.cassandra.locator.SimpleSeedProvider
          parameters: [{seeds: "${seeds}"}]
      listen_address: ${host}
      rpc_address: ${host}
      storage_port: ${storage-port}
      native_transport_port: ${cql-port}
      data_file_directories: [${folder}/data]
      commitlog_directory: ${folder}/commitlog
      saved_caches_directory: ${folder}/saved_caches
      hints_directory: ${folder}/hints
      cdc_raw_directory: ${folder}/cdc
      ${sync}
      commitlog_segment_size: 16MiB
      commitlog_total_space: 128MiB
      memtable_allocation_type: unslabbed_heap_buffers
      memtable_heap_space: 64MiB
      memtable_offheap_space: 32MiB
      file_cache_size: 32MiB
      networking_cache_size: 16MiB
      key_cache_size: 8MiB
      counter_cache_size: 0MiB
      row_cache_size: 0MiB
      concurrent_reads: 8
      concurrent_writes: 8
      concurrent_compactors: 1
      native_transport_max_threads: 16
      hinted_handoff_enabled: false
      internode_timeout: false
      auto_snapshot: false
      ${access}
      sstable:
        selected_format: bti
      storage_compatibility_mode: NONE
      """;

  private static final String CLOCK =
      """
      public final class AheadClock implements org.apache.cassandra.utils.Clock {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long currentTimeMillis() {
          return System.currentTimeMillis() + 3_600_000;
        }
      }
      """;

  /** A cluster on ports that nobody uses now. */
  static CassandraSetup on(Path root, int nodes, boolean synced, String access) throws IOException {
    return new CassandraSetup(root.toAbsolutePath(), nodes, freePort(), freePort(), synced, access);
  }

  /** A port that is free on every address that nodes may have. */
  private static int freePort() throws IOException {
    while (true) {
      int port;
      try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName(host(1)))) {
        port = any.getLocalPort();
      }
      if (isFree(host(1), port) && isFree(host(2), port) && isFree(host(3), port)) {
        return port;
      }
    }
  }

  private static boolean isFree(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  static String host(int number) {
    return "127.0.0." + number;
  }

  Path folder(int number) {
    return root.resolve("node" + number);
  }

  void write(int number) throws IOException {
    Path folder = folder(number);
    Files.createDirectories(folder.resolve("tmp"));
    Files.writeString(folder.resolve("cassandra.yaml"), yaml(number));
    Files.writeString(
        folder.resolve("logback.xml"),
        """
        <configuration>
          <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d{HH:mm:ss.SSS} %-5level [%thread] %logger{20} - %msg%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="OUT"/></root>
        </configuration>
        """);
  }

  private String yaml(int number) {
    String seeds =
        IntStream.rangeClosed(1, nodes)
            .mapToObj(CassandraSetup::host)
            .collect(Collectors.joining(","));
    return YAML.replace("${tokens}", tokens(number))
        .replace("${seeds}", seeds)
        .replace("${host}", host(number))
        .replace("${storage-port}", Integer.toString(storagePort))
        .replace("${cql-port}", Integer.toString(cqlPort))
        .replace("${folder}", folder(number).toString())
        .replace("${access}", access)
        .replace("${sync}", synced ? BATCH : PERIODIC);
  }

  /** Spread evenly, so that nodes may start together and nothing has to be streamed. */
  private String tokens(int number) {
    BigInteger step = BigInteger.TWO.pow(64).divide(BigInteger.valueOf((long) nodes * TOKENS));
    return IntStream.range(0, TOKENS)
        .mapToObj(
            i ->
                step.multiply(BigInteger.valueOf((long) nodes * i + number - 1))
                    .add(BigInteger.valueOf(Long.MIN_VALUE + 1))
                    .toString())
        .collect(Collectors.joining(","));
  }

  List<String> command(int number, List<String> options) throws IOException {
    Path folder = folder(number);
    List<String> command = new ArrayList<>();
    command.add(java17().toString());
    command.addAll(
        List.of(
            "-Xms256m",
            // The node that tests share ends up with hundreds of tables, each of most of a MiB.
            "-Xmx1g",
            // What ran out of memory would hang.
            "-XX:+ExitOnOutOfMemoryError",
            "-Xss512k",
            "-XX:MaxDirectMemorySize=160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData"));
    EXPORTS.forEach(name -> command.addAll(List.of("--add-exports", name + "=ALL-UNNAMED")));
    OPENS.forEach(name -> command.addAll(List.of("--add-opens", name + "=ALL-UNNAMED")));
    Stream.of(
            "jdk.attach.allowAttachSelf=true",
            "io.netty.tryReflectionSetAccessible=true",
            "java.io.tmpdir=" + folder.resolve("tmp"),
            "jna.tmpdir=" + folder.resolve("tmp"),
            "cassandra.config=" + folder.resolve("cassandra.yaml").toUri(),
            "cassandra.storagedir=" + folder,
            "logback.configurationFile=" + folder.resolve("logback.xml"),
            "cassandra-foreground=yes",
            "cassandra.ring_delay_ms=5000",
            "cassandra.superuser_setup_delay_ms=0",
            "cassandra.skip_wait_for_gossip_to_settle=0",
            "cassandra.consistent.rangemovement=false")
        .forEach(property -> command.add("-D" + property));
    command.addAll(options);
    command.add("-cp");
    command.add(clockFolder() + File.pathSeparator + classPath());
    command.add("org.apache.cassandra.service.CassandraDaemon");
    return command;
  }

  /** Options of a node whose clock is an hour ahead: Cassandra takes any class for its clock. */
  List<String> anHourAhead() {
    try {
      Files.createDirectories(clockFolder());
      Path source = Files.writeString(clockFolder().resolve("AheadClock.java"), CLOCK);
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "--release",
                  "17",
                  "-proc:none",
                  "-cp",
                  classPath(),
                  "-d",
                  clockFolder().toString(),
                  source.toString());
      if (status != 0) {
        throw new IllegalStateException("the clock cannot be compiled");
      }
      return List.of("-Dcassandra.clock=AheadClock");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path clockFolder() {
    return root.resolve("clock");
  }

  private static String classPath() throws IOException {
    if (!Files.exists(CLASS_PATH)) {
      throw new IllegalStateException(
          CLASS_PATH + " does not exist: run mvn initialize -Pcassandra, which resolves it");
    }
    return Files.readString(CLASS_PATH, UTF_8).strip();
  }

  private static Path java17() throws IOException {
    List<Path> homes = new ArrayList<>();
    Stream.of("JAVA17_HOME", "JAVA_HOME")
        .map(System.getenv()::get)
        .filter(home -> home != null && !home.isEmpty())
        .map(Path::of)
        .forEach(homes::add);
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> folders = Files.list(installed)) {
        folders.sorted().forEach(homes::add);
      }
    }
    for (Path home : homes) {
      Path release = home.resolve("release");
      Path java = home.resolve("bin/java");
      if (Files.exists(java)
          && Files.exists(release)
          && Files.readString(release).contains("JAVA_VERSION=\"17")) {
        return java;
      }
    }
    throw new IllegalStateException(
        "Apache Cassandra runs on a JDK 17, and there is none: install one (for example"
            + " openjdk-17-jre-headless) below /usr/lib/jvm, or set JAVA17_HOME");
  }
}
