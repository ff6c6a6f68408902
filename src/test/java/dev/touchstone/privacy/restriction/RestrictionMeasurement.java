package dev.touchstone.privacy.restriction;

import com.sun.management.OperatingSystemMXBean;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.privacy.audit.ContactDigest;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.cassandra.CassandraStore;
import dev.touchstone.store.cassandra.StatementListener;
import dev.touchstone.testing.FreshKeyspace;
import dev.touchstone.testing.Rows;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Not a test: on one node, what it costs that every page asks whether its contact is restricted, in
 * turns with pages that do not ask. Processor time is this process's, without the node's. Takes no
 * arguments.
 */
final class RestrictionMeasurement {
  private static final int TURNS = 7;
  private static final int WARM_UP = 2;
  private static final int CALLERS = 4;
  private static final int PAGES = 500;
  private static final int CONTACTS = 200;
  private static final int ROWS = 50;
  private static final TypeName TYPE = Rows.SENT;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private record Turn(double processorMicros, double p50Micros) {}

  private RestrictionMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    try (CassandraStore store =
        CassandraStore.open(FreshKeyspace.create(), StatementListener.NONE)) {
      for (int i = 0; i < CONTACTS; i++) {
        store.append(rows(contact(i)));
      }
      Restrictions restrictions =
          Restrictions.open(
              store.records(),
              new Restrictions.Options(
                  new ContactDigest(new byte[32]), () -> true, InstantSource.system()));
      RestrictedStore asking = new RestrictedStore(store, restrictions, () -> false);
      List<Turn> without = new ArrayList<>();
      List<Turn> with = new ArrayList<>();
      for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
        Turn bare = turn(store);
        Turn asked = turn(asking);
        if (turn >= WARM_UP) {
          without.add(bare);
          with.add(asked);
        }
      }
      print("without", without);
      print("with", with);
    }
    System.exit(0);
  }

  private static ContactId contact(int number) {
    return ContactId.parse("contact-" + number);
  }

  private static List<Interaction> rows(ContactId contact) {
    return IntStream.range(0, ROWS)
        .mapToObj(
            i ->
                new Interaction(
                    contact,
                    TYPE,
                    Rows.NOON,
                    InteractionId.parse("interaction-" + i),
                    1,
                    Fields.of(Map.of("City", "Bonn", "Subject", "Offer of the week " + i))))
        .toList();
  }

  private static Turn turn(InteractionStore store) throws Exception {
    long processor = PROCESS.getProcessCpuTime();
    List<Future<long[]>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < CALLERS; i++) {
        int first = i * 31;
        callers.add(threads.submit(() -> pages(store, first)));
      }
    }
    List<Long> times = new ArrayList<>();
    for (Future<long[]> each : callers) {
      Arrays.stream(each.get()).forEach(times::add);
    }
    times.sort(null);
    return new Turn(
        (PROCESS.getProcessCpuTime() - processor) / 1e3 / times.size(),
        times.get(times.size() / 2) / 1e3);
  }

  private static long[] pages(InteractionStore store, int first) {
    long[] times = new long[PAGES];
    for (int i = 0; i < PAGES; i++) {
      long start = System.nanoTime();
      store.read(new Query(contact((first + i * 7) % CONTACTS), TYPE, TimeRange.ALL, ROWS, null));
      times[i] = System.nanoTime() - start;
    }
    return times;
  }

  private static void print(String name, List<Turn> turns) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f µs of processor a page, p50 %.0f µs%n",
        name,
        median(turns.stream().map(Turn::processorMicros).sorted().toList()),
        median(turns.stream().map(Turn::p50Micros).sorted().toList()));
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}
