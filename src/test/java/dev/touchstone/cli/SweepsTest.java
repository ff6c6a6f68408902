package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.Config;
import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.Copy;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.request.Right;
import dev.touchstone.privacy.request.Step;
import dev.touchstone.privacy.request.Subject;
import dev.touchstone.privacy.request.SubjectRequest;
import dev.touchstone.privacy.request.SubjectRequests;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import dev.touchstone.store.RetainingStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.telemetry.Metrics;
import dev.touchstone.testing.Rows;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepsTest {
  @TempDir private Path folder;

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
      assertThat(expiry(open, now).sweep()).isEqualTo(new PrivacyExpiry.Removed(0, 0));
      PrivacyExpiry later = expiry(open, now.plus(Duration.ofDays(4 * 366)));
      assertThat(later.sweep()).isEqualTo(new PrivacyExpiry.Removed(1, 1));
      assertThat(later.sweep()).isEqualTo(new PrivacyExpiry.Removed(0, 0));
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

  private static PrivacyExpiry expiry(OpenFolder open, Instant now) {
    PrivacyExpiry of = PrivacyExpiry.of(open);
    return new PrivacyExpiry(
        of.requests(), of.copies(), of.trail(), of.keep(), InstantSource.fixed(now));
  }

  @Test
  void whatExpiresIsRemovedAgainAndAgain() throws Exception {
    MemoryStore inner = new MemoryStore();
    Metrics metrics = new Metrics();
    CountDownLatch looks = new CountDownLatch(20);
    RetainingStore store =
        new RetainingStore(
            inner,
            new Retention(Map.of(Rows.SENT, Period.ofDays(1))),
            () -> {
              looks.countDown();
              return looks.getCount() > 10 ? Rows.NOON : Instant.now();
            });
    inner.append(List.of(Rows.row(0, "1")));
    try (OpenFolder open = OpenFolder.open(folder, Config.defaults());
        Sweeps sweeps =
            Sweeps.start(store, PrivacyExpiry.of(open), metrics, Duration.ofMillis(1))) {
      assertThat(sweeps.words()).hasSize(1);
      assertThat(looks.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Rows.rest(inner.scan(Rows.ANNA))).isEmpty();
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      metrics.write(text);
      assertThat(text.toString(UTF_8)).contains("touchstone_store_expired_rows_total 1.0\n");
    }
    store.close();
  }
}
