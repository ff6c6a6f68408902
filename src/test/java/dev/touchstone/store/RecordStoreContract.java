package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The promises of {@link RecordStore}, as tests. */
public interface RecordStoreContract extends StoreContract {
  RecordKind KIND = RecordKind.LEDGER;

  @SuppressWarnings("MutablePublicArray") // No test changes it.
  byte[] PARTITION = {7};

  int WRITERS = 8;

  /** The records of this test's store. */
  RecordStore records();

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static Record record(int key, String value) {
    return new Record(PARTITION, bytes(key), value.getBytes(UTF_8));
  }

  private List<Record> all(RecordKind kind, byte[] partition) {
    List<Record> all = new ArrayList<>();
    records().walk(kind, partition).forEachRemaining(all::add);
    return all;
  }

  private List<Record> rest(RecordKind kind) {
    List<Record> all = new ArrayList<>();
    try (RecordScan scan = records().scan(kind)) {
      scan.forEachRemaining(all::add);
    }
    return all;
  }

  @Test
  default void whatIsPutIsThereAndTheLastStays() {
    assertThat(records().get(KIND, PARTITION, bytes(1))).isEmpty();
    records().put(KIND, List.of(record(1, "a"), record(2, "b"), record(1, "c")));
    assertThat(records().get(KIND, PARTITION, bytes(1))).hasValue("c".getBytes(UTF_8));
    records().put(KIND, List.of(record(1, "")));
    assertThat(records().get(KIND, PARTITION, bytes(1))).hasValue(new byte[0]);
    assertThat(records().get(KIND, PARTITION, bytes(2))).hasValue("b".getBytes(UTF_8));
    records().put(KIND, List.of());
  }

  @Test
  default void aPartitionIsReadByKeyUnsigned() {
    List<Record> ordered =
        List.of(bytes(0), bytes(0, 0), bytes(1), bytes(127), bytes(128), bytes(255), bytes(255, 0))
            .stream()
            .map(key -> new Record(PARTITION, key, key))
            .toList();
    records().put(KIND, ordered.reversed());
    assertThat(records().read(KIND, PARTITION, null, 100)).isEqualTo(ordered);
    assertThat(all(KIND, PARTITION)).isEqualTo(ordered);
  }

  @Test
  default void pagesGoOnBehindAKeyWhetherItIsThereOrNot() {
    records().put(KIND, List.of(record(2, "a"), record(4, "b"), record(6, "c")));
    assertThat(records().read(KIND, PARTITION, null, 2))
        .containsExactly(record(2, "a"), record(4, "b"));
    assertThat(records().read(KIND, PARTITION, bytes(2), 1)).containsExactly(record(4, "b"));
    assertThat(records().read(KIND, PARTITION, bytes(3), 9))
        .containsExactly(record(4, "b"), record(6, "c"));
    assertThat(records().read(KIND, PARTITION, bytes(6), 9)).isEmpty();
    assertThat(records().read(KIND, bytes(8), null, 9)).isEmpty();
  }

  @Test
  default void neighbouringPartitionsAndKindsAreApart() {
    List<byte[]> partitions =
        List.of(bytes(0), bytes(0, 0), bytes(1), bytes(1, 0), bytes(255), new byte[256]);
    for (byte[] partition : partitions) {
      for (RecordKind kind : RecordKind.values()) {
        byte[] value = bytes(kind.number(), partition.length);
        records().put(kind, List.of(new Record(partition, bytes(0), value)));
        records().put(kind, List.of(new Record(partition, bytes(1, 1), value)));
      }
    }
    for (RecordKind kind : RecordKind.values()) {
      for (byte[] partition : partitions) {
        assertThat(all(kind, partition))
            .hasSize(2)
            .allMatch(it -> Arrays.equals(it.partition(), partition))
            .allMatch(it -> Arrays.equals(it.value(), bytes(kind.number(), partition.length)));
      }
      assertThat(rest(kind)).hasSize(2 * partitions.size());
    }
  }

  @Test
  default void aScanSeesEveryRecordOfItsKindOnceAndPartitionsTogether() {
    Map<Integer, List<Record>> put = new TreeMap<>();
    for (int i = 0; i < 1_000; i++) {
      byte[] key = bytes(i >> 8, i);
      Record record = new Record(bytes(i % 7, 1), key, key);
      put.computeIfAbsent(i % 7, partition -> new ArrayList<>()).add(record);
    }
    put.values().forEach(records -> records().put(KIND, records));
    records().put(RecordKind.RECEIPT, List.of(record(1, "another")));
    Map<Integer, List<Record>> seen = new TreeMap<>();
    int before = -1;
    for (Record record : rest(KIND)) {
      int partition = record.partition()[0];
      assertThat(partition == before || !seen.containsKey(partition)).isTrue();
      seen.computeIfAbsent(partition, it -> new ArrayList<>()).add(record);
      before = partition;
    }
    assertThat(seen).isEqualTo(put);
  }

  @Test
  default void aScanOfNothingEndsAndIsClosedTwice() {
    RecordScan scan = records().scan(KIND);
    assertThat(scan.hasNext()).isFalse();
    assertThatThrownBy(scan::next).isInstanceOf(NoSuchElementException.class);
    scan.close();
    scan.close();
  }

  @Test
  default void onlyTheFirstIsPutWhereNoneMayBe() {
    assertThat(records().putIfAbsent(KIND, record(1, "a"))).isTrue();
    assertThat(records().putIfAbsent(KIND, record(1, "b"))).isFalse();
    assertThat(records().putIfAbsent(KIND, record(1, "a"))).isFalse();
    assertThat(all(KIND, PARTITION)).containsExactly(record(1, "a"));
    records().delete(KIND, PARTITION, bytes(1));
    assertThat(records().putIfAbsent(KIND, record(1, "b"))).isTrue();
    assertThat(all(KIND, PARTITION)).containsExactly(record(1, "b"));
  }

  @Test
  default void onlyTheExpectedValueIsReplaced() {
    assertThat(records().replace(KIND, record(1, "a"), bytes(1))).isFalse();
    assertThat(all(KIND, PARTITION)).isEmpty();
    records().put(KIND, List.of(record(1, "a")));
    assertThat(records().replace(KIND, record(1, "b"), bytes(1))).isFalse();
    assertThat(records().replace(KIND, record(1, ""), bytes(1))).isFalse();
    assertThat(records().replace(KIND, record(1, "a"), "b".getBytes(UTF_8))).isTrue();
    assertThat(all(KIND, PARTITION)).containsExactly(record(1, "b"));
  }

  @Test
  default void whatIsDeletedIsGoneFromEveryRead() {
    records().put(KIND, List.of(record(1, "a"), record(2, "b")));
    records().delete(KIND, PARTITION, bytes(1));
    records().delete(KIND, PARTITION, bytes(3));
    assertThat(records().get(KIND, PARTITION, bytes(1))).isEmpty();
    assertThat(all(KIND, PARTITION)).containsExactly(record(2, "b"));
    assertThat(rest(KIND)).containsExactly(record(2, "b"));
  }

  @Test
  default void aPartitionIsErasedAndNothingElse() {
    Record neighbour = new Record(bytes(7, 0), bytes(1), bytes(1));
    records().put(KIND, List.of(record(1, "a"), record(2, "b"), neighbour));
    records().put(RecordKind.RECEIPT, List.of(record(1, "another")));
    records().erase(KIND, PARTITION);
    records().erase(KIND, PARTITION);
    assertThat(records().get(KIND, PARTITION, bytes(1))).isEmpty();
    assertThat(rest(KIND)).containsExactly(neighbour);
    assertThat(rest(RecordKind.RECEIPT)).containsExactly(record(1, "another"));
    assertThat(records().putIfAbsent(KIND, record(1, "c"))).isTrue();
    assertThat(all(KIND, PARTITION)).containsExactly(record(1, "c"));
  }

  @Test
  default void interactionsAndRecordsLeaveOneAnotherAlone() {
    records().put(KIND, List.of(record(1, "a")));
    store().append(Contacts.rowsOf(ANNA));
    records().erase(RecordKind.RECEIPT, PARTITION);
    assertThat(store().erase(ANNA).interactions()).isEqualTo(Contacts.rowsOf(ANNA).size());
    assertThat(rest(KIND)).containsExactly(record(1, "a"));
  }

  @Test
  default void ofManyWhoPutExactlyOneDoes() throws Exception {
    for (int key = 0; key < 20; key++) {
      int at = key;
      List<Boolean> put =
          together(writer -> records().putIfAbsent(KIND, record(at, Integer.toString(writer))));
      assertThat(put).containsOnlyOnce(true);
      assertThat(records().get(KIND, PARTITION, bytes(at)))
          .hasValue(Integer.toString(put.indexOf(true)).getBytes(UTF_8));
    }
  }

  @Test
  default void noReplacementIsLost() throws Exception {
    records().put(KIND, List.of(record(0, "0")));
    together(
        writer -> {
          for (int i = 0; i < 20; i++) {
            increment();
          }
          return true;
        });
    assertThat(counter()).isEqualTo(record(0, Integer.toString(WRITERS * 20)));
  }

  private void increment() {
    boolean done = false;
    while (!done) {
      Record seen = counter();
      int next = Integer.parseInt(new String(seen.value(), UTF_8)) + 1;
      done = records().replace(KIND, seen, Integer.toString(next).getBytes(UTF_8));
    }
  }

  private Record counter() {
    byte[] value = records().get(KIND, PARTITION, bytes(0)).orElseThrow();
    return new Record(PARTITION, bytes(0), value);
  }

  @Test
  default void aChainIsAppendedByManyWithoutAGap() throws Exception {
    together(
        writer -> {
          for (int i = 0; i < 10; i++) {
            int position = all(KIND, PARTITION).size();
            while (!records().putIfAbsent(KIND, record(position, "w" + writer))) {
              position++;
            }
          }
          return true;
        });
    List<Record> chain = all(KIND, PARTITION);
    assertThat(chain).hasSize(WRITERS * 10);
    for (int i = 0; i < chain.size(); i++) {
      assertThat(chain.get(i).key()).isEqualTo(bytes(i));
    }
  }

  /** One of several writers. */
  interface Writer<T> {
    T write(int writer) throws Exception;
  }

  private static <T> List<T> together(Writer<T> body) throws Exception {
    CountDownLatch start = new CountDownLatch(WRITERS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        calls.add(
            () -> {
              start.countDown();
              start.await();
              return body.write(writer);
            });
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> outcome : threads.invokeAll(calls)) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    }
  }

  @Test
  default void recordsAreAsLargeAsTheyMayBe() {
    Record greatest =
        new Record(
            new byte[RecordStore.MAX_PARTITION_BYTES],
            new byte[RecordStore.MAX_KEY_BYTES],
            new byte[RecordStore.MAX_VALUE_BYTES]);
    assertThat(records().putIfAbsent(KIND, greatest)).isTrue();
    assertThat(records().replace(KIND, greatest, greatest.value())).isTrue();
    assertThat(all(KIND, greatest.partition())).containsExactly(greatest);
  }

  @Test
  default void manyLargeRecordsComeInPagesThatEndEarly() {
    List<Record> large =
        IntStream.range(0, 24)
            .mapToObj(i -> new Record(PARTITION, bytes(i), new byte[RecordStore.MAX_VALUE_BYTES]))
            .toList();
    records().put(KIND, large);
    int page = RecordStore.MAX_PAGE_BYTES / RecordStore.MAX_VALUE_BYTES;
    assertThat(records().read(KIND, PARTITION, null, 24)).hasSize(page);
    assertThat(records().read(KIND, PARTITION, bytes(page - 1), 24)).hasSize(page);
    assertThat(all(KIND, PARTITION)).isEqualTo(large);
    assertThat(rest(KIND)).isEqualTo(large);
  }

  @Test
  default void asManyAsACallTakesAndNoMore() {
    List<Record> most =
        IntStream.range(0, RecordStore.MAX_PUT)
            .mapToObj(i -> new Record(PARTITION, bytes(i >> 8, i), bytes(1)))
            .toList();
    records().put(KIND, most);
    assertThat(records().read(KIND, PARTITION, null, RecordStore.MAX_PAGE)).isEqualTo(most);
    List<Record> more = new ArrayList<>(most);
    more.add(record(1, "one too many"));
    assertThatThrownBy(() -> records().put(KIND, more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1,001");
  }

  @Test
  default void whatIsTooLargeIsRefused() {
    byte[] large = new byte[257];
    List<ThrowingCallable> calls =
        List.of(
            () -> records().get(KIND, large, bytes(1)),
            () -> records().get(KIND, PARTITION, large),
            () -> records().get(KIND, new byte[0], bytes(1)),
            () -> records().read(KIND, large, null, 1),
            () -> records().read(KIND, PARTITION, large, 1),
            () -> records().read(KIND, PARTITION, null, 0),
            () -> records().read(KIND, PARTITION, null, RecordStore.MAX_PAGE + 1),
            () -> records().replace(KIND, record(1, ""), new byte[RecordStore.MAX_VALUE_BYTES + 1]),
            () -> records().delete(KIND, PARTITION, large),
            () -> records().erase(KIND, new byte[0]));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  default void nothingCanBeAskedOfTheRecordsOfAClosedStore() {
    records().put(KIND, List.of(record(1, "a")));
    RecordStore records = records();
    store().close();
    List<ThrowingCallable> calls =
        List.of(
            () -> records.get(KIND, PARTITION, bytes(1)),
            () -> records.read(KIND, PARTITION, null, 1),
            () -> records.scan(KIND).hasNext(),
            () -> records.put(KIND, List.of()),
            () -> records.putIfAbsent(KIND, record(1, "b")),
            () -> records.replace(KIND, record(1, "a"), bytes(1)),
            () -> records.delete(KIND, PARTITION, bytes(1)),
            () -> records.erase(KIND, PARTITION));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the store is closed");
    }
  }
}
