package dev.touchstone.store;

import static dev.touchstone.testing.Rows.pages;
import static dev.touchstone.testing.Rows.rest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random operations on an engine and on the memory store, step by step the same. Identities come
 * from small pools, so that rows meet again and again.
 */
public abstract class ModelContract {
  private final long seed = Randoms.seed(getClass());
  private final Random random = new Random(seed);
  private final List<ContactId> contacts = pool(6, () -> Interactions.contact(random));
  private final List<TypeName> types = pool(3, () -> Interactions.type(random));
  private final List<Instant> moments = pool(12, () -> Interactions.timestamp(random));
  private final List<InteractionId> ids = pool(5, () -> Interactions.id(random));
  private final List<Fields> contents =
      List.of(Fields.EMPTY, Fields.of(Map.of("City", "a")), Interactions.fields(random));

  private final MemoryStore model = new MemoryStore();
  private InteractionStore store = model;

  /** How many operations there are. */
  protected abstract int operations();

  /** Opens the engine's store: the first time an empty one, then the same again. */
  protected abstract InteractionStore open();

  @BeforeEach
  void openFirst() {
    store = open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static <T> List<T> pool(int size, Supplier<T> generator) {
    return IntStream.range(0, size).mapToObj(i -> generator.get()).toList();
  }

  private <T> T oneOf(List<T> pool) {
    return pool.get(random.nextInt(pool.size()));
  }

  @Test
  void doesWhatTheMemoryStoreDoes() {
    for (int operation = 0; operation < operations(); operation++) {
      try {
        perform(random.nextInt(1_000));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("operation %d of -Dseed=%d".formatted(operation, seed), e);
      }
    }
    compareAll();
  }

  private void perform(int dice) {
    if (dice < 500) {
      append();
    } else if (dice < 800) {
      read();
    } else if (dice < 900) {
      readPages();
    } else if (dice < 970) {
      scanContact();
    } else if (dice < 980) {
      scanRange();
    } else if (dice < 985) {
      expire();
    } else if (dice < 997) {
      erase();
    } else {
      reopen();
    }
  }

  private void append() {
    List<Interaction> rows = new ArrayList<>();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 300 : 6); i > 0; i--) {
      rows.add(
          new Interaction(
              oneOf(contacts),
              oneOf(types),
              oneOf(moments),
              oneOf(ids),
              random.nextInt(3),
              oneOf(contents)));
    }
    assertThat(store.append(rows)).isEqualTo(model.append(rows));
  }

  private void read() {
    @Nullable Position after =
        random.nextBoolean() ? null : new Position(oneOf(moments), oneOf(ids));
    Order order = oneOf(List.of(Order.values()));
    ContactId contact = oneOf(contacts);
    Query query = new Query(contact, oneOf(types), range(), random.nextInt(12), after, order);
    assertThat(store.read(query)).isEqualTo(model.read(query));
    assertThat(store.types(contact, 2)).isEqualTo(model.types(contact, 2));
  }

  private void readPages() {
    ContactId contact = oneOf(contacts);
    TypeName type = oneOf(types);
    TimeRange range = range();
    int limit = 1 + random.nextInt(12);
    assertThat(pages(store, contact, type, range, limit))
        .isEqualTo(pages(model, contact, type, range, limit));
  }

  private TimeRange range() {
    return random.nextInt(3) == 0
        ? TimeRange.ALL
        : new TimeRange(oneOf(moments), oneOf(moments).plusNanos(random.nextInt(3) - 1));
  }

  private void scanContact() {
    ContactId contact = oneOf(contacts);
    assertThat(rest(store.scan(contact))).isEqualTo(rest(model.scan(contact)));
  }

  private void scanRange() {
    TimeRange range = range();
    assertThat(byContact(rest(store.scan(range)))).isEqualTo(byContact(rest(model.scan(range))));
  }

  /** Contacts come in an order of the engine's own; the sort is stable. */
  private static List<Interaction> byContact(List<Interaction> rows) {
    return rows.stream().sorted(Comparator.comparing(row -> row.contact().value())).toList();
  }

  private void erase() {
    ContactId contact = oneOf(contacts);
    if (!contact.isNone()) {
      assertThat(store.erase(contact).interactions())
          .isEqualTo(model.erase(contact).interactions());
    }
  }

  private void expire() {
    Map<TypeName, Instant> cutoffs = Map.of(oneOf(types), oneOf(moments));
    assertThat(store.expire(cutoffs)).isEqualTo(model.expire(cutoffs));
  }

  private void reopen() {
    store.close();
    store = open();
    compareAll();
  }

  private void compareAll() {
    assertThat(byContact(rest(store.scan(TimeRange.ALL))))
        .isEqualTo(byContact(rest(model.scan(TimeRange.ALL))));
  }
}
