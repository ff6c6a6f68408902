package dev.touchstone.privacy.audit;

import static dev.touchstone.privacy.audit.Trails.FIRST;
import static dev.touchstone.privacy.audit.Trails.NOON;
import static dev.touchstone.privacy.audit.Trails.SECOND;
import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is written, in which order, when it is lost and when it is not. */
@Timeout(60)
class AuditTrailTest {
  private static final AuditFilter READS =
      new AuditFilter(NOON, NOON.plus(Duration.ofDays(9)), null, null, AuditAction.READ);

  @TempDir private Path folder;
  private final RecordStore records = new MemoryStore().records();

  private Trails trails() {
    return new Trails(records, folder);
  }

  @Test
  void whoReadWhatOfWhomIsWritten() {
    Trails trails = trails();
    try (AuditTrail trail = trails.open(FIRST)) {
      Occasion occasion =
          new Occasion("r1", () -> NOON).by("key1", false).asking("interactions").because("T-7");
      occasion.read(ANNA, 3);
      occasion.read(ANNA, 2);
      occasion.read(ContactId.NONE, 1);
      occasion.end(trail, true);
      occasion.end(trail, true);
    }
    assertThat(trails.events(READS))
        .containsExactly(
            new AuditEvent(
                NOON,
                "key1",
                AuditAction.READ,
                "interactions",
                List.of(Trails.hash(ANNA)),
                6,
                true,
                "T-7",
                "r1"));
    assertThat(trails.verify().findings()).isEmpty();
  }

  @Test
  void noContactIsWritten() {
    Trails trails = trails();
    try (AuditTrail trail = trails.open(FIRST)) {
      trails.read(trail, "key1", ANNA, 1);
    }
    assertThat(trails.stored())
        .isNotEmpty()
        .noneMatch(it -> new String(it.value(), StandardCharsets.UTF_8).contains(ANNA.value()));
  }

  @Test
  void aRequestOfManyContactsIsSeveralEvents() {
    Trails trails = trails();
    try (AuditTrail trail = trails.open(FIRST)) {
      Occasion occasion = new Occasion("r1", () -> NOON).by("key1", false);
      IntStream.range(0, 250).forEach(i -> occasion.read(ContactId.parse("contact " + i), 2));
      occasion.end(trail, true);
    }
    assertThat(trails.events(READS)).extracting(AuditEvent::rows).containsExactly(200L, 200L, 100L);
  }

  @Test
  void aStopIsToldFromAnEndWithoutOne() {
    Trails trails = trails();
    trails.open(FIRST).close();
    trails.open(FIRST).close();
    AuditTrail killed = trails.open(FIRST);
    trails.open(FIRST).close();
    killed.close();
    assertThat(
            trails.events(AuditFilter.ALL).stream()
                .filter(event -> event.action() == AuditAction.START)
                .map(AuditEvent::what))
        .containsExactly("first", "after a stop", "after a stop", "after an end without a stop");
    assertThat(trails.verify().findings()).isEmpty();
  }

  @Test
  void theTrailsOfSeveralServersAreReadAsOneInTheOrderOfTime() {
    Trails trails = trails();
    try (AuditTrail first = trails.open(FIRST);
        AuditTrail second = trails.open(SECOND)) {
      for (int i = 1; i <= 6; i++) {
        trails.now = NOON.plusSeconds(i);
        trails.read(i % 2 == 0 ? first : second, "key" + i % 2, i < 4 ? ANNA : BERT, i);
      }
    }
    assertThat(trails.events(READS))
        .extracting(AuditEvent::rows)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    AuditFilter ofBert =
        new AuditFilter(NOON, NOON.plusSeconds(6), Trails.hash(BERT), "key1", AuditAction.READ);
    assertThat(trails.events(ofBert)).extracting(AuditEvent::rows).contains(5L);
    assertThat(trails.verify().servers()).isEqualTo(2);
    assertThat(trails.verify().findings()).isEmpty();
  }

  @Test
  void aChainGoesOnOverDaysAndWhatIsTooOldGoesAsTheTrailSays() {
    Trails trails = trails();
    for (int day = 0; day < 5; day++) {
      trails.now = NOON.plus(Duration.ofDays(day));
      try (AuditTrail first = trails.open(FIRST);
          AuditTrail second = trails.open(SECOND)) {
        trails.read(first, "key1", ANNA, day);
        trails.read(second, "key1", ANNA, day);
      }
    }
    assertThat(trails.events(READS)).hasSize(10);
    try (AuditTrail first = trails.open(FIRST)) {
      AuditExpiry expiry =
          new AuditExpiry(trails.blocks(), first, Period.ofDays(2), () -> trails.now);
      assertThat(expiry.sweep()).isEqualTo(4);
      assertThat(expiry.sweep()).isZero();
    }
    assertThat(trails.events(READS))
        .extracting(AuditEvent::rows)
        .containsExactly(2L, 2L, 3L, 3L, 4L, 4L);
    assertThat(trails.verify().findings()).isEmpty();
    assertThat(trails.stored()).allMatch(it -> !text(it).contains("day 2026-01-02"));
  }

  private static String text(Record record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  /** Two processes that were given one name write one chain all the same. */
  @Test
  void aBlockOfAnotherProcessIsFollowedAndNotWrittenOver() {
    Trails trails = trails();
    try (AuditTrail one = trails.open(FIRST);
        AuditTrail other = trails.open(FIRST)) {
      for (int i = 1; i <= 20; i++) {
        trails.read(i % 2 == 0 ? one : other, "key1", ANNA, i);
      }
    }
    assertThat(trails.events(READS)).hasSize(20);
    assertThat(trails.verify().findings()).isEmpty();
  }

  @Test
  void nothingIsTakenWhileItCannotBeWrittenAndNothingTakenIsLost() {
    AtomicInteger failures = new AtomicInteger();
    Trails trails = new Trails(failing(failures), folder);
    try (AuditTrail trail = trails.open(FIRST)) {
      failures.set(2);
      Occasion occasion = new Occasion("r1", () -> NOON).by("key1", true);
      assertThatThrownBy(() -> occasion.note(trail, AuditAction.ERASE, "", List.of(ANNA), 1))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("the audit trail cannot be written")
          .cause()
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessage("the disk is full");
      assertThatThrownBy(() -> trails.read(trail, "key1", BERT, 1))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("so nothing is shown");
    }
    assertThat(failures.get()).isNegative();
    assertThat(trails.events(AuditFilter.ALL).stream().map(AuditEvent::action))
        .contains(AuditAction.ERASE)
        .doesNotContain(AuditAction.READ);
    assertThat(trails.verify().findings()).isEmpty();
  }

  /** The store, of which so many conditional writes fail. */
  private RecordStore failing(AtomicInteger failures) {
    return (RecordStore)
        Proxy.newProxyInstance(
            RecordStore.class.getClassLoader(),
            new Class<?>[] {RecordStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("walk")) {
                return records.walk((RecordKind) arguments[0], (byte[]) arguments[1]);
              }
              if (method.getName().equals("putIfAbsent") && failures.getAndDecrement() > 0) {
                throw new StoreException.Unavailable("the disk is full", null);
              }
              try {
                return method.invoke(records, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void whoeverWaitsForTheTrailFindsItWritten() {
    Trails trails = trails();
    try (AuditTrail trail = trails.open(FIRST, true, Duration.ofHours(1))) {
      trails.read(trail, "key1", ANNA, 7);
      assertThat(trails.events(READS)).extracting(AuditEvent::rows).containsExactly(7L);
    }
    try (AuditTrail trail = trails.open(SECOND, false, Duration.ofHours(1))) {
      trails.read(trail, "key1", ANNA, 8);
      assertThat(trails.events(READS)).hasSize(1);
      new Occasion("", () -> NOON).note(trail, AuditAction.PACKAGE, "", List.of(ANNA), 8);
      assertThat(trails.events(READS)).hasSize(2);
      trails.read(trail, "key1", ANNA, 9);
    }
    assertThat(trails.events(READS)).hasSize(3);
  }

  @Test
  void aGreatDealIsCutIntoBlocksThatTheStoreTakes() {
    Trails trails = trails();
    List<ContactId> many = new ArrayList<>();
    IntStream.range(0, 60_000).forEach(i -> many.add(ContactId.parse("contact " + i)));
    try (AuditTrail trail = trails.open(FIRST, false, Duration.ofHours(1))) {
      Occasion occasion = new Occasion("r1", () -> NOON).by("key1", true);
      for (ContactId contact : many) {
        occasion.read(contact, 1);
        if (occasion.isFull()) {
          occasion.end(trail, true);
        }
      }
      occasion.end(trail, true);
    }
    assertThat(trails.events(READS).stream().mapToLong(AuditEvent::rows).sum()).isEqualTo(60_000);
    assertThat(trails.verify().findings()).isEmpty();
  }
}
