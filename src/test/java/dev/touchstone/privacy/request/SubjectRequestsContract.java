package dev.touchstone.privacy.request;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.testing.ForgettingFolder;
import dev.touchstone.testing.HookedEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests as work, on every engine. */
abstract class SubjectRequestsContract {
  static final Reason REASON = Reason.parse("letter-17");
  static final Instant RECEIVED = Instant.parse("2020-05-04T12:00:00Z");
  static final String DIGEST = "ab".repeat(32);

  @TempDir Path folder;
  StorageEngine engine;
  HookedEngine hooked;
  ForgettingFolder forgetting;

  /** An empty engine. */
  abstract StorageEngine openEngine();

  @BeforeEach
  final void open() {
    engine = openEngine();
    hooked = new HookedEngine(engine);
    forgetting = ForgettingFolder.open(folder, hooked);
  }

  @AfterEach
  final void close() {
    forgetting.close();
    engine.close();
  }

  SubjectRequests requests() {
    return forgetting.requests();
  }

  SubjectRequest create(Right right) {
    return requests().create(right, List.of(ANNA, BERT), RECEIVED, "key 1", REASON);
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    try (RecordScan scan = engine.records().scan(RecordKind.REQUEST)) {
      scan.forEachRemaining(it -> texts.add(new String(it.value(), UTF_8)));
    }
    return texts;
  }

  @Test
  void aRequestIsNotedListedAndAnswered() {
    SubjectRequest made = create(Right.ACCESS);
    assertThat(made.due()).isEqualTo(RECEIVED.plus(Duration.ofDays(30)));
    assertThat(requests().list(false).requests()).containsExactly(made);
    assertThat(requests().contacts(made)).containsExactly(ANNA, BERT);
    SubjectRequest done =
        requests().step(made.id(), Step.COMPLETE, "key 2", REASON, DIGEST).orElseThrow();
    assertThat(done.state()).isEqualTo(RequestState.DONE);
    assertThat(done.history()).hasSize(2);
    assertThat(done.history().getLast().answer()).isEqualTo(DIGEST);
    assertThat(requests().get(made.id())).hasValue(done);
    assertThat(requests().step(made.id(), Step.COMPLETE, "key 2", REASON, DIGEST)).hasValue(done);
    assertThat(requests().list(false).requests()).isEmpty();
    assertThat(requests().list(true).total()).isEqualTo(1);
  }

  @Test
  void whatAnErasureLeavesNamesNobody() {
    SubjectRequest made = create(Right.ERASURE);
    String receipt = forgetting.erasures().erase(List.of(ANNA, BERT), REASON).id();
    SubjectRequest done =
        requests().step(made.id(), Step.COMPLETE, "key 1", REASON, receipt).orElseThrow();
    assertThat(done.contacts()).isEqualTo(made.contacts()).hasSize(2);
    assertThat(requests().contacts(done)).isEmpty();
    assertThat(texts()).hasSize(1).noneMatch(it -> it.contains(ANNA.value()));
  }

  /** Between the look and the change somebody else takes a step. */
  @Test
  void ofTwoAtOnceOneIsTaken() {
    SubjectRequest made = create(Right.ACCESS);
    boolean[] done = {false};
    hooked.before(
        verb -> {
          if (verb.equals("record replace") && !done[0]) {
            done[0] = true;
            requests().step(made.id(), Step.WITHDRAW, "key 2", REASON, "");
          }
        });
    assertThatThrownBy(() -> requests().step(made.id(), Step.REFUSE, "key 1", REASON, ""))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("the request is withdrawn");
    assertThat(requests().get(made.id()).orElseThrow().history()).hasSize(2);
  }

  @Test
  void anAnswerMustBeOne() {
    SubjectRequest access = create(Right.ACCESS);
    SubjectRequest erasure = create(Right.ERASURE);
    for (SubjectRequest request : List.of(access, erasure)) {
      for (String wrong : List.of("", "yes", new UUID(7, 7).toString())) {
        assertThatThrownBy(
                () -> requests().step(request.id(), Step.COMPLETE, "key 1", REASON, wrong))
            .isInstanceOf(InvalidValueException.class);
      }
    }
    assertThat(requests().list(false).total()).isEqualTo(2);
  }
}
