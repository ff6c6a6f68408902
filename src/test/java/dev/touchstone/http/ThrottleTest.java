package dev.touchstone.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CallerLimits;
import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.testing.Randoms;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What each caller may use, by a clock that moves when it is told to. */
final class ThrottleTest {
  /** A clock like Java's may begin anywhere, below zero too. */
  private final AtomicLong nanoTime = new AtomicLong(-17_000_000_000L);

  private final Throttle throttle = new Throttle(CallerLimits.DEFAULT, nanoTime::get);

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private Throttle limited(long requests, Duration executionTime, int concurrent) {
    return new Throttle(
        new CallerLimits(requests, executionTime, concurrent, Duration.ofMinutes(5)),
        nanoTime::get);
  }

  /** A request of no time. */
  private static Optional<ODataError> request(Throttle throttle, String caller) {
    try (Visit visit = visit(throttle)) {
      return visit.begin(caller);
    }
  }

  private static Visit begun(Throttle throttle, String caller) {
    Visit visit = visit(throttle);
    assertThat(visit.begin(caller)).isEmpty();
    return visit;
  }

  private static void refused(Optional<ODataError> refusal, String code, int seconds, String text) {
    assertThat(refusal)
        .contains(
            new ODataError(429, code, text, Map.of("Retry-After", Integer.toString(seconds))));
  }

  @Test
  void sixThousandRequestsAndNotOneMore() {
    for (int i = 0; i < 6000; i++) {
      assertThat(request(throttle, "a")).as("request %d", i).isEmpty();
    }
    String text = "Number of requests exceeded the limit of 6000 over time window of 300 seconds.";
    refused(request(throttle, "a"), "0x80072322", 305, text);
    assertThat(request(throttle, "b")).as("another caller").isEmpty();
    pass(Duration.ofSeconds(304).plusNanos(999_999_999));
    refused(request(throttle, "a"), "0x80072322", 1, text);
    pass(Duration.ofNanos(1));
    assertThat(request(throttle, "a")).as("one who comes when told to").isEmpty();
  }

  @Test
  void twentyMinutesOfExecutionAndNotAMillisecondMore() {
    List<Visit> four = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      four.add(begun(throttle, "a"));
    }
    pass(Duration.ofMinutes(5).minusMillis(1));
    assertThat(request(throttle, "a")).isEmpty();
    pass(Duration.ofMillis(1));
    four.forEach(Visit::close);
    refused(
        request(throttle, "a"),
        "0x80072321",
        5,
        "Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over"
            + " time window of 300 seconds. Decrease number of concurrent requests or reduce the"
            + " duration of requests and try again later.");
    pass(Duration.ofSeconds(5));
    assertThat(request(throttle, "a")).as("one who comes when told to").isEmpty();
  }

  @Test
  void aRequestThatIsNotOverHasTakenTimeAlready() {
    Throttle second = limited(0, Duration.ofSeconds(1), 0);
    try (Visit visit = begun(second, "a")) {
      assertThat(request(second, "a")).isEmpty();
      pass(Duration.ofSeconds(1));
      assertThat(request(second, "a")).isPresent();
      assertThat(visit.headers())
          .containsExactly(Map.entry("x-ms-ratelimit-time-remaining-xrm-requests", "0.00"));
    }
  }

  @Test
  void fiftyTwoAtOnceAndNotOneMore() {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 52; i++) {
      visits.add(begun(throttle, "a"));
    }
    String text = "Number of concurrent requests exceeded the limit of 52.";
    refused(request(throttle, "a"), "0x80072326", 1, text);
    assertThat(request(throttle, "b")).as("another caller").isEmpty();
    visits.getFirst().close();
    visits.getFirst().close();
    assertThat(request(throttle, "a")).isEmpty();
    visits.add(begun(throttle, "a"));
    refused(request(throttle, "a"), "0x80072326", 1, text);
  }

  /** Who has read an answer may ask again before the server knows that all of it was sent. */
  @Test
  void anAnswerThatEndsMakesRoomForTheNextRequest() {
    Throttle one = limited(0, Duration.ZERO, 1);
    Visit first = begun(one, "a");
    assertThat(request(one, "a")).isPresent();
    first.endBegins();
    first.endBegins();
    Visit second = begun(one, "a");
    assertThat(request(one, "a")).isPresent();
    second.endBegins();
    assertThat(request(one, "a")).as("nobody takes any of the answers").isPresent();
    first.close();
    assertThat(request(one, "a")).isEmpty();
    second.close();
    second.close();
    begun(one, "a");
    assertThat(request(one, "a")).as("each is counted once").isPresent();
  }

  @Test
  void whoIsRefusedIsNotCounted() {
    Throttle two = limited(2, Duration.ofSeconds(1), 1);
    Visit visit = begun(two, "a");
    for (int i = 0; i < 10; i++) {
      assertThat(request(two, "a")).isPresent();
    }
    assertThat(visit.headers())
        .containsEntry("x-ms-ratelimit-burst-remaining-xrm-requests", "1")
        .containsEntry("x-ms-ratelimit-time-remaining-xrm-requests", "1.00");
    visit.close();
    assertThat(request(two, "a")).isEmpty();
  }

  @Test
  void eachLimitCanBeOff() {
    Throttle off = limited(0, Duration.ZERO, 0);
    assertThat(off.isOff()).isTrue();
    Visit visit = begun(off, "a");
    assertThat(visit.headers()).isEmpty();
    assertThat(off.callers()).isZero();
    Throttle concurrency = limited(0, Duration.ZERO, 1);
    visit = begun(concurrency, "a");
    pass(Duration.ofDays(1));
    assertThat(visit.headers()).isEmpty();
    assertThat(request(concurrency, "a")).isPresent();
  }

  @Test
  void advisesAsManyAtOnceAsCanGoOnForEver() {
    assertThat(CallerLimits.DEFAULT.parallelism()).isEqualTo(4);
    assertThat(CallerLimits.OFF.parallelism()).isEqualTo(8);
    Duration minute = Duration.ofMinutes(1);
    assertThat(new CallerLimits(0, Duration.ZERO, 3, minute).parallelism()).isEqualTo(3);
    assertThat(new CallerLimits(0, minute.dividedBy(2), 3, minute).parallelism()).isEqualTo(1);
  }

  @Test
  void onlySoManyCallersAreRemembered() {
    Throttle ten = new Throttle(CallerLimits.DEFAULT, nanoTime::get, 10);
    Visit stays = begun(ten, "the first, and still here");
    for (int i = 0; i < 1000; i++) {
      pass(Duration.ofMillis(1));
      request(ten, "caller " + i);
      assertThat(ten.callers()).isLessThanOrEqualTo(10);
    }
    assertThat(stays.headers())
        .containsEntry("x-ms-ratelimit-burst-remaining-xrm-requests", "5999");
    try (Visit again = begun(ten, "the first, and still here")) {
      assertThat(again.headers())
          .containsEntry("x-ms-ratelimit-burst-remaining-xrm-requests", "5998");
    }
    try (Visit last = begun(ten, "caller 999")) {
      assertThat(last.headers())
          .as("the latest stay")
          .containsEntry("x-ms-ratelimit-burst-remaining-xrm-requests", "5998");
    }
  }

  @Test
  void whoCalledLongestAgoIsForgotten() {
    Throttle ten = new Throttle(CallerLimits.DEFAULT, nanoTime::get, 10);
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(1));
      request(ten, "caller " + i);
    }
    pass(Duration.ofSeconds(1));
    request(ten, "caller 0");
    request(ten, "another");
    assertThat(left(ten, "caller 0")).as("calls again").isEqualTo("5997");
    assertThat(left(ten, "caller 2")).isEqualTo("5998");
    assertThat(left(ten, "caller 1")).as("is forgotten").isEqualTo("5999");
  }

  private static String left(Throttle throttle, String caller) {
    try (Visit visit = begun(throttle, caller)) {
      return visit.headers().getOrDefault("x-ms-ratelimit-burst-remaining-xrm-requests", "");
    }
  }

  @Test
  void whoHasUsedNothingForAWindowIsForgottenFirst() {
    Throttle ten = new Throttle(CallerLimits.DEFAULT, nanoTime::get, 10);
    for (int i = 0; i < 10; i++) {
      request(ten, "caller " + i);
    }
    pass(Duration.ofSeconds(305));
    request(ten, "another");
    assertThat(ten.callers()).isEqualTo(1);
  }

  /** Against a list of all requests: at no time more than the limit, and refused only at it. */
  @Test
  void noWindowHasMoreThanTheLimitAndNobodyIsSentAwayEarly() {
    Throttle fifty = limited(50, Duration.ZERO, 0);
    Random random = Randoms.random(ThrottleTest.class);
    List<Long> letIn = new ArrayList<>();
    long window = Duration.ofMinutes(5).toNanos();
    long slot = window / SlidingSum.SLOTS;
    for (int i = 0; i < 5000; i++) {
      pass(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(60_000) : 100));
      long now = nanoTime.get();
      letIn.removeIf(time -> time < now - window - slot);
      Optional<ODataError> refusal = request(fifty, "a");
      if (refusal.isEmpty()) {
        assertThat(letIn.stream().filter(time -> time >= now - window).count()).isLessThan(50);
        letIn.add(now);
      } else {
        assertThat(letIn).hasSizeGreaterThanOrEqualTo(50);
        if (random.nextInt(5) == 0) {
          pass(Duration.ofSeconds(Long.parseLong(refusal.get().headers().get("Retry-After"))));
          assertThat(request(fifty, "a")).as("one who comes when told to").isEmpty();
          letIn.add(nanoTime.get());
        }
      }
    }
  }

  @Test
  void threadsTogetherHaveNoMoreThanTheLimit() throws Exception {
    Throttle many = limited(1000, Duration.ofHours(1), 3);
    AtomicInteger letIn = new AtomicInteger();
    AtomicInteger inside = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        ends.add(threads.submit(() -> call(many, letIn, inside)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    assertThat(letIn.get()).isEqualTo(1000);
    assertThat(inside.get()).isZero();
  }

  private static void call(Throttle throttle, AtomicInteger letIn, AtomicInteger inside) {
    Optional<ODataError> refusal = Optional.empty();
    while (refusal.isEmpty() || refusal.get().code().equals("0x80072326")) {
      try (Visit visit = visit(throttle)) {
        refusal = visit.begin("a");
        if (refusal.isEmpty()) {
          letIn.incrementAndGet();
          assertThat(inside.incrementAndGet()).isLessThanOrEqualTo(3);
          inside.decrementAndGet();
        }
      }
    }
  }

  private static Visit visit(Throttle throttle) {
    return new Visit(throttle, Trail.NONE, new Occasion("", InstantSource.system()));
  }
}
