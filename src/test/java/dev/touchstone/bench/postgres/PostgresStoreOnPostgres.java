package dev.touchstone.bench.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.bench.Folders;
import dev.touchstone.bench.load.Load;
import dev.touchstone.bench.load.LoadSpec;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Order;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.memory.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The table holds GUIDs and microseconds only, so the contract's suite, which asks for more, is not
 * what it is held to: it must answer as the reference implementation does to whatever a load
 * brings.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresStoreOnPostgres {
  private static final LoadSpec SPEC = new LoadSpec(2_000, 5, 20, 0);

  private Path folder = Path.of("");
  private @Nullable PostgresCluster cluster;
  private InteractionStore expected = new MemoryStore();
  private InteractionStore store = new MemoryStore();
  private List<Interaction> rows = List.of();

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("touchstone-postgres-");
    cluster = PostgresCluster.start(folder);
  }

  @AfterAll
  void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
    Folders.delete(folder);
  }

  @BeforeEach
  void open() throws SQLException {
    String url = Objects.requireNonNull(cluster).jdbcUrl();
    try (Connection connection = DriverManager.getConnection(url)) {
      PostgresTable.create(connection);
    }
    expected = new MemoryStore();
    store = PostgresStore.open(url, 3);
    rows = new ArrayList<>();
    new Load(SPEC).forEachRemaining(rows::add);
  }

  @AfterEach
  void close() {
    store.close();
    store.close();
    assertThatThrownBy(store::check).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store.append(rows.subList(0, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void verdictsAndWhatIsKept() {
    append(rows);
    Random random = new Random(1);
    List<Interaction> again = new ArrayList<>();
    for (Interaction row : rows.subList(0, 300)) {
      again.add(row);
      again.add(changed(row, random.nextInt(3), "City " + random.nextInt(3)));
    }
    append(again);
    append(again.reversed());
    assertSame(expected.scan(TimeRange.ALL), store.scan(TimeRange.ALL));
  }

  @Test
  void pagesInBothOrdersAndAnyRange() {
    append(rows);
    List<Instant> moments = rows.stream().map(Interaction::timestamp).toList();
    Random random = new Random(2);
    for (Interaction row : rows.subList(0, 100)) {
      for (Order order : Order.values()) {
        Instant from = moments.get(random.nextInt(moments.size()));
        Instant to = moments.get(random.nextInt(moments.size()));
        read(row, TimeRange.ALL, 1 + random.nextInt(20), order);
        read(row, new TimeRange(from, to), 1 + random.nextInt(20), order);
        read(row, TimeRange.ALL, 0, order);
      }
    }
  }

  @Test
  void typesScansErasuresAndExpiries() {
    append(rows);
    Set<ContactId> contacts = rows.stream().map(Interaction::contact).collect(Collectors.toSet());
    for (ContactId contact : contacts) {
      assertThat(store.types(contact, 3)).isEqualTo(expected.types(contact, 3));
      assertSame(expected.scan(contact), store.scan(contact));
    }
    ContactId erased = rows.getFirst().contact();
    assertThat(store.erase(erased)).isEqualTo(expected.erase(erased));
    Map<TypeName, Instant> cutoffs = Map.of(rows.get(500).type(), rows.get(1_000).timestamp());
    assertThat(store.expire(cutoffs)).isEqualTo(expected.expire(cutoffs));
    assertSame(expected.scan(TimeRange.ALL), store.scan(TimeRange.ALL));
    store.check();
  }

  @Test
  void whatTheColumnsCannotHoldIsRefused() {
    assertThatThrownBy(() -> store.types(ContactId.parse("somebody"), 1))
        .hasMessage("the table holds contacts that are GUIDs, and no others");
    assertThatThrownBy(() -> store.erase(ContactId.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void append(List<Interaction> batch) {
    assertThat(store.append(batch)).isEqualTo(expected.append(batch));
  }

  private void read(Interaction like, TimeRange range, int limit, Order order) {
    @Nullable Position after = null;
    do {
      Query query = new Query(like.contact(), like.type(), range, limit, after, order);
      Page page = expected.read(query);
      assertThat(store.read(query)).isEqualTo(page);
      after = page.next();
    } while (after != null);
  }

  private static void assertSame(Scan expected, Scan actual) {
    List<Interaction> rows = new ArrayList<>();
    List<Interaction> all = new ArrayList<>();
    try (expected;
        actual) {
      actual.forEachRemaining(rows::add);
      expected.forEachRemaining(all::add);
    }
    assertThat(rows).isEqualTo(all);
  }

  private static Interaction changed(Interaction row, long version, String city) {
    return new Interaction(
        row.contact(),
        row.type(),
        row.timestamp(),
        row.id(),
        version,
        Fields.of(Map.of("City", city)));
  }
}
