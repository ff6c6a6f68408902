package dev.touchstone.bench.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * Settings as an administrator would choose them for a machine of this size that does nothing else:
 * a quarter of the memory for shared buffers, log and checkpoints made for many writes. Durable:
 * what is committed is synced.
 *
 * @param memoryBytes of the machine
 */
record PostgresSettings(long memoryBytes) {
  static PostgresSettings ofThisMachine() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new PostgresSettings(system.getTotalMemorySize());
  }

  /**
   * The lines behind those of {@code initdb}.
   *
   * @param socketFolder where its socket is
   */
  String text(Path socketFolder) {
    long megabytes = memoryBytes >> 20;
    return """
    # The benchmark's
    listen_addresses = '127.0.0.1'
    unix_socket_directories = '%s'
    max_connections = 100
    shared_buffers = %dMB
    effective_cache_size = %dMB
    maintenance_work_mem = 512MB
    work_mem = 32MB
    huge_pages = try
    fsync = on
    synchronous_commit = on
    full_page_writes = on
    wal_level = minimal
    max_wal_senders = 0
    wal_compression = lz4
    wal_buffers = 64MB
    max_wal_size = 16GB
    min_wal_size = 2GB
    checkpoint_timeout = 15min
    checkpoint_completion_target = 0.9
    random_page_cost = 1.1
    effective_io_concurrency = 200
    jit = off
    """
        .formatted(socketFolder, Math.min(megabytes / 4, 6_144), megabytes / 2);
  }
}
