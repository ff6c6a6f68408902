package dev.touchstone.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.touchstone.bench.postgres.PostgresCluster;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.util.DriverInfo;
import org.rocksdb.RocksDB;

/** Where and with what it was measured. */
final class Machine {
  private static final int SYNCS = 200;

  private Machine() {}

  static Map<String, String> facts(Path folder) throws IOException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processor", processor() + ", " + system.getAvailableProcessors() + " of them");
    facts.put("memory", "%,d MiB".formatted(system.getTotalMemorySize() >> 20));
    facts.put("system", system.getName() + " " + system.getVersion());
    facts.put("file system", Files.getFileStore(folder).type());
    facts.put("a sync of 4 KiB", "%.2f ms, median of %d".formatted(syncMillis(folder), SYNCS));
    facts.put("Java", Runtime.version().toString());
    RocksDB.loadLibrary();
    facts.put("RocksDB", RocksDB.rocksdbVersion().toString());
    facts.put("PostgreSQL", PostgresCluster.installedVersion());
    facts.put("PostgreSQL's driver", DriverInfo.DRIVER_FULL_NAME);
    return facts;
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 2))
        .findFirst()
        .orElse("unknown");
  }

  /** Shows whether the disk really syncs, and what that costs. */
  private static double syncMillis(Path folder) throws IOException {
    Path file = folder.resolve("sync-probe");
    List<Double> millis = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        long start = System.nanoTime();
        channel.write(ByteBuffer.allocate(4_096));
        channel.force(false);
        millis.add((System.nanoTime() - start) / 1e6);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    return Rounds.median(millis);
  }
}
