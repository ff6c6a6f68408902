package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.Copy;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.privacy.request.Right;
import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.Subject;
import dev.touchstone.privacy.request.SubjectRequest;
import dev.touchstone.privacy.request.SubjectRequests;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.RetainingStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.telemetry.Metrics;
import dev.touchstone.testing.ForgettingFolder;
import dev.touchstone.testing.HookedEngine;
import dev.touchstone.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepsTest {
  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final int MANY = 20;
  private static final String ONE_ROW = "touchstone_store_expired_rows_total 1.0\n";

  @TempDir private Path folder;
  private final Metrics metrics = new Metrics();

  @Test
  void requestsAndNotesThatAreTooOldAreRemovedCountedAndNoted() throws Exception {
    try (OpenFolder open = OpenFolder.open(folder, Config.defaults())) {
      open.trail().start(Config.defaults());
      SubjectRequests requests = open.erasures().requests();
      SubjectRequest kept = request(requests);
      SubjectRequest closed = request(requests);
      requests.step(
          closed.id(), new Change(Step.REFUSE, "somebody", Reason.parse("r"), List.of(), ""));
      Copies copies = open.erasures().erasures().copies();
      copies.begin(Copy.Kind.PACKAGE, null, List.of(Rows.ANNA), "somebody");
      Instant now = Instant.now();
      assertThat(expiry(open, InstantSource.fixed(now)).sweep())
          .isEqualTo(new PrivacyExpiry.Removed(0, 0));
      CountDownLatch looks = new CountDownLatch(MANY);
      PrivacyExpiry later = expiry(open, counted(LATER, looks));
      try (MemoryStore store = new MemoryStore();
          Sweeps sweeps = Sweeps.start(store, later, metrics, OFTEN)) {
        assertThat(sweeps.words()).singleElement().asString().contains(" from before 2096-01-01T");
        await(looks);
      }
      assertThat(scraped())
          .contains("touchstone_privacy_expired_records_total{kind=\"copies\"} 1.0\n")
          .contains("touchstone_privacy_expired_records_total{kind=\"requests\"} 1.0\n");
      assertThat(requests.get(kept.id())).isPresent();
      assertThat(requests.get(closed.id())).isEmpty();
      assertThat(copies.of(Rows.ANNA)).isEmpty();
    }
    assertThat(
            new Shell()
                .run("audit", "list", "--action", "expire", "--data", folder, "--json")
                .out())
        .contains("1 requests and 1 copies of before ");
  }

  private static SubjectRequest request(SubjectRequests requests) {
    return requests.create(
        Right.ACCESS,
        new Subject(List.of(Rows.ANNA), null),
        Instant.EPOCH,
        "somebody",
        Reason.parse("r"));
  }

  private static PrivacyExpiry expiry(OpenFolder open, InstantSource clock) {
    PrivacyExpiry of = PrivacyExpiry.of(open);
    return new PrivacyExpiry(of.requests(), of.copies(), of.trail(), of.keep(), clock);
  }

  /** A clock that counts how often somebody looks; a sweep does so a few times. */
  private static InstantSource counted(Instant now, CountDownLatch looks) {
    return () -> {
      looks.countDown();
      return now;
    };
  }

  private static void await(CountDownLatch looks) throws InterruptedException {
    assertThat(looks.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private String scraped() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    metrics.write(text);
    return text.toString(UTF_8);
  }

  /** A store of which the rows expire when its clock was looked at a few times. */
  private static RetainingStore retaining(InteractionStore inner, CountDownLatch looks) {
    return new RetainingStore(
        inner,
        new Retention(Map.of(Rows.SENT, Period.ofDays(1))),
        () -> {
          looks.countDown();
          return looks.getCount() > MANY / 2 ? Rows.NOON : LATER;
        });
  }

  @Test
  void whatExpiresIsRemovedAgainAndAgain() throws Exception {
    MemoryStore inner = new MemoryStore();
    CountDownLatch looks = new CountDownLatch(MANY);
    inner.append(List.of(Rows.row(0, "1")));
    try (RetainingStore store = retaining(inner, looks);
        OpenFolder open = OpenFolder.open(folder, Config.defaults());
        Sweeps sweeps = Sweeps.start(store, PrivacyExpiry.of(open), metrics, OFTEN)) {
      assertThat(sweeps.words()).hasSize(2);
      await(looks);
      assertThat(Rows.rest(inner.scan(Rows.ANNA))).isEmpty();
      assertThat(scraped()).contains(ONE_ROW);
    }
  }

  @Test
  void requestsAndNotesAreRemovedThoughRowsCannotBe() throws Exception {
    CountDownLatch looks = new CountDownLatch(MANY);
    AtomicInteger failed = new AtomicInteger();
    HookedEngine inner = new HookedEngine(new MemoryStore());
    inner.before(verb -> failOn("expire", verb, failed));
    try (RetainingStore store = retaining(inner, new CountDownLatch(MANY));
        OpenFolder open = OpenFolder.open(folder, Config.defaults())) {
      open.trail().start(Config.defaults());
      open.erasures()
          .erasures()
          .copies()
          .begin(Copy.Kind.PACKAGE, null, List.of(Rows.ANNA), "somebody");
      PrivacyExpiry later = expiry(open, counted(LATER, looks));
      try (Sweeps sweeps = Sweeps.start(store, later, metrics, OFTEN)) {
        assertThat(sweeps.words()).hasSize(2);
        await(looks);
      }
    }
    assertThat(failed).as("again and again").hasValueGreaterThan(1);
    assertThat(scraped())
        .contains("touchstone_privacy_expired_records_total{kind=\"copies\"} 1.0\n");
  }

  @Test
  void rowsAreRemovedThoughRequestsAndNotesCannotBe() throws Exception {
    CountDownLatch looks = new CountDownLatch(MANY);
    AtomicInteger failed = new AtomicInteger();
    MemoryStore inner = new MemoryStore();
    inner.append(List.of(Rows.row(0, "1")));
    HookedEngine hooked = new HookedEngine(new MemoryStore());
    try (RetainingStore store = retaining(inner, looks);
        ForgettingFolder other = ForgettingFolder.open(folder, hooked)) {
      hooked.before(verb -> failOn("record read", verb, failed));
      PrivacyExpiry privacy =
          new PrivacyExpiry(
              other.requests(),
              other.erasures().copies(),
              Trail.NONE,
              Period.ofYears(4),
              InstantSource.fixed(LATER));
      try (Sweeps sweeps = Sweeps.start(store, privacy, metrics, OFTEN)) {
        assertThat(sweeps.words()).hasSize(2);
        await(looks);
      }
    }
    assertThat(failed).as("again and again").hasValueGreaterThan(1);
    assertThat(scraped()).contains(ONE_ROW);
  }

  private static void failOn(String call, String verb, AtomicInteger failed) {
    if (verb.equals(call)) {
      failed.incrementAndGet();
      throw new StoreException.Unavailable("told to", null);
    }
  }
}
