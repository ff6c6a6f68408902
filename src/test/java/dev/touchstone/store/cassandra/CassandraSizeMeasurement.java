package dev.touchstone.store.cassandra;

import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.bench.load.LoadWriter;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.testing.CassandraCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Not a test: how many bytes a node needs for generated rows, each table flushed and compacted. Of
 * two loads with different numbers of contacts it tells what a row and what a partition costs.
 * Takes the number of rows, 500,000 unless told otherwise.
 */
final class CassandraSizeMeasurement {
  private static final int BATCH = 1_000;
  private static final List<String> TABLES = List.of("interactions", "marks", "contacts");

  private CassandraSizeMeasurement() {}

  /** Bytes on the disk, of the tables that hold interactions. */
  private record Size(long rows, long partitions, long bytes) {}

  public static void main(String[] arguments) throws Exception {
    long rows = arguments.length == 0 ? 500_000 : Long.parseLong(arguments[0]);
    int port = freePort();
    try (CassandraCluster cluster = CassandraCluster.start("sizes", 1, false)) {
      cluster.kill(1);
      cluster.restart(1, List.of("-Dcassandra.jmx.local.port=" + port));
      LoadSpec many = LoadSpec.of(rows, 1);
      Size few = load(cluster, port, "hundred", many);
      Size lone = load(cluster, port, "ten", new LoadSpec(rows, 2, (int) (rows / 10), 0));
      double determinant =
          (double) few.rows() * lone.partitions() - (double) lone.rows() * few.partitions();
      double row =
          ((double) few.bytes() * lone.partitions() - (double) lone.bytes() * few.partitions())
              / determinant;
      double partition =
          ((double) few.rows() * lone.bytes() - (double) lone.rows() * few.bytes()) / determinant;
      System.out.printf("a row: %.1f bytes, a partition: %.1f bytes%n", row, partition);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Size load(CassandraCluster cluster, int port, String keyspace, LoadSpec spec)
      throws Exception {
    CassandraOptions options = Keyspaces.options(cluster, keyspace);
    CassandraSchema.create(options, Map.of("datacenter1", 1));
    long count = 0;
    long partitions = 0;
    try (CassandraStore store = CassandraStore.open(options, StatementListener.NONE)) {
      Iterator<List<Interaction>> batches = LoadWriter.batches(spec, BATCH);
      while (batches.hasNext()) {
        List<Interaction> batch = batches.next();
        store.append(batch);
        count += batch.size();
      }
      var page = store.contacts(null, 10_000);
      while (!page.isEmpty()) {
        partitions += page.size();
        page = store.contacts(page.getLast(), 10_000);
      }
    }
    System.out.printf("%s: %,d rows, %,d contacts%n", keyspace, count, partitions);
    return new Size(count, partitions, compacted(port, keyspace));
  }

  /** Flushes and compacts, as {@code nodetool} does, and tells what is left. */
  @SuppressWarnings("BanJNDI") // of our own node, on this machine
  private static long compacted(int port, String keyspace) throws Exception {
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(port));
    try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
      MBeanServerConnection node = connector.getMBeanServerConnection();
      ObjectName service = new ObjectName("org.apache.cassandra.db:type=StorageService");
      String[] names = TABLES.toArray(String[]::new);
      String texts = String[].class.getName();
      node.invoke(
          service,
          "forceKeyspaceFlush",
          new Object[] {keyspace, names},
          new String[] {String.class.getName(), texts});
      node.invoke(
          service,
          "forceKeyspaceCompaction",
          new Object[] {false, keyspace, names},
          new String[] {boolean.class.getName(), String.class.getName(), texts});
      long bytes = 0;
      for (String table : TABLES) {
        long live = (Long) node.getAttribute(live(keyspace, table), "Count");
        System.out.printf("  %s: %,d bytes%n", table, live);
        bytes += live;
      }
      return bytes;
    }
  }

  /** Without the files that a compaction has replaced, which go a moment later. */
  private static ObjectName live(String keyspace, String table) throws Exception {
    return new ObjectName(
        "org.apache.cassandra.metrics:type=Table,keyspace=%s,scope=%s,name=LiveDiskSpaceUsed"
            .formatted(keyspace, table));
  }
}
