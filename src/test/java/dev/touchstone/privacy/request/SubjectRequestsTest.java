package dev.touchstone.privacy.request;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.config.PrivacyConfig;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.request.SubjectRequest.Event;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In memory; and what is the same on every engine. */
class SubjectRequestsTest extends SubjectRequestsContract {
  @Override
  StorageEngine openEngine() {
    return new MemoryStore();
  }

  private static Event event(Instant time, Step step) {
    return new Event(time, "key 1", step, REASON, List.of(), "");
  }

  @Test
  void oneExtensionWithinTheFirstTerm() {
    SubjectRequest made = create(Right.ACCESS, ANNA);
    assertThat(made.obstacle(event(made.due(), Step.EXTEND))).isEmpty();
    SubjectRequest extended = made.after(event(made.due(), Step.EXTEND));
    assertThat(extended.due()).isEqualTo(RECEIVED.plus(Duration.ofDays(90)));
    assertThat(extended.obstacle(event(made.due(), Step.EXTEND)).orElseThrow())
        .contains("only once");
    assertThat(made.obstacle(event(made.due().plusMillis(1), Step.EXTEND)).orElseThrow())
        .contains("it is extended before that");
  }

  /** Article 12(3): "within one month", and "by two further months". */
  @ParameterizedTest
  @CsvSource({
    "2026-05-04, 2026-06-03, 2026-08-02",
    "2026-02-01, 2026-03-01, 2026-05-01",
    "2026-01-31, 2026-02-28, 2026-04-30",
    "2028-01-31, 2028-02-29, 2028-04-30"
  })
  void noDayIsLaterThanTheLawHasIt(String received, String due, String extended) {
    SubjectRequest made =
        requests()
            .create(
                Right.ACCESS,
                new Subject(List.of(ANNA), null),
                Instant.parse("2020-01-01T00:00:00Z"),
                "key 1",
                REASON);
    Instant from = Instant.parse(received + "T00:00:00Z");
    SubjectRequest asked =
        new SubjectRequest(
            made.id(),
            made.right(),
            made.contacts(),
            "",
            from,
            SubjectRequest.due(from),
            RequestState.OPEN,
            made.history());
    assertThat(asked.due()).isEqualTo(Instant.parse(due + "T00:00:00Z"));
    assertThat(asked.after(event(from, Step.EXTEND)).due())
        .isEqualTo(Instant.parse(extended + "T00:00:00Z"));
  }

  /** Else the note of a package would go before the request that it answers is due. */
  @Test
  void theNoteOfAPackageOutlivesTheTerm() {
    assertThat(PrivacyConfig.SHORTEST_KEEP).isGreaterThanOrEqualTo(SubjectRequest.LONGEST_TERM);
  }

  @Test
  void daysAreWholeOnes() {
    SubjectRequest made = create(Right.ACCESS, ANNA);
    assertThat(made.daysLeft(RECEIVED)).isEqualTo(30);
    assertThat(made.daysLeft(RECEIVED.plusSeconds(1))).isEqualTo(29);
    assertThat(made.daysLeft(made.due())).isZero();
    assertThat(made.isOverdue(made.due())).isFalse();
    assertThat(made.daysLeft(made.due().plusSeconds(1))).isEqualTo(-1);
    assertThat(made.isOverdue(made.due().plusSeconds(1))).isTrue();
  }

  private static List<ContactId> contacts(int count) {
    return IntStream.range(0, count).mapToObj(i -> ContactId.parse("contact " + i)).toList();
  }

  @Test
  void asManyContactsAsARequestTakesAndNoMore() {
    List<ContactId> most = contacts(SubjectRequest.MAX_CONTACTS);
    SubjectRequest made = create(Right.ACCESS, new Subject(most, null));
    assertThat(requests().show(made).contacts()).hasSize(SubjectRequest.MAX_CONTACTS);
    assertThatThrownBy(() -> new Subject(contacts(SubjectRequest.MAX_CONTACTS + 1), null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("at most 100 contacts");
    assertThatThrownBy(
            () ->
                requests()
                    .step(made.id(), new Change(Step.IDENTIFY, "k", REASON, List.of(ANNA), "")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("at most 100 contacts");
    assertThatThrownBy(() -> new Subject(List.of(), null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("the id of a contact, or a mail address");
  }

  /** An address that so many have says nothing about who is meant. */
  @Test
  void anAddressOfMoreContactsThanARequestTakes() {
    contacts(SubjectRequest.MAX_CONTACTS + 1).forEach(it -> append(it, MAIL));
    SubjectRequest made = create(Right.ACCESS, from(MAIL));
    assertThat(made.contacts()).isEmpty();
    assertThat(requests().show(made).address()).isEqualTo(MAIL);
  }

  @Test
  void noRequestComesFromTheFuture() {
    Instant future = Instant.parse("9000-01-01T00:00:00Z");
    Subject anna = new Subject(List.of(ANNA), null);
    assertThatThrownBy(() -> requests().create(Right.ACCESS, anna, future, "key 1", REASON))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("a moment that has been");
  }

  @Test
  void thereIsNoneOfSuchAnId() {
    assertThat(requests().get("nothing")).isEmpty();
    assertThat(requests().step("ü".repeat(36), change(Step.REFUSE, "")))
        .isInstanceOf(Taken.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "2020-05-04T12:00:00Z", "x_00000000-0000-0000-0000-000000000001"})
  void noListGoesOnThere(String after) {
    assertThatThrownBy(() -> requests().list(false, after, 1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("what 'next' of an answer said");
  }

  @Test
  void onlyTheStepIdentifyNamesContacts() {
    SubjectRequest made = create(Right.ACCESS, ANNA);
    for (Change wrong :
        List.of(
            new Change(Step.REFUSE, "k", REASON, List.of(BERT), ""), change(Step.IDENTIFY, ""))) {
      assertThatThrownBy(() -> requests().step(made.id(), wrong))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("at least one for the step identify");
    }
  }

  /** Whatever call of the store fails: done again, it is as if it had been done once. */
  @Test
  void everyStepMayBeDoneAgainWhereverItWasInterrupted() {
    pack(DIGEST, ANNA);
    for (int n = 0, failed = 1; failed > 0; n++) {
      SubjectRequest made = create(Right.ACCESS, from(MAIL, ANNA));
      int[] left = {n};
      hooked.after(
          verb -> {
            if (left[0]-- == 0) {
              throw new StoreException.OutcomeUnknown("it took too long", null);
            }
          });
      failed = 0;
      try {
        step(made, Step.COMPLETE, DIGEST);
      } catch (StoreException.OutcomeUnknown e) {
        failed++;
      }
      hooked.after(verb -> {});
      SubjectRequest done = done(step(made, Step.COMPLETE, DIGEST));
      assertThat(done.history()).as("failed at call %d", n).hasSize(2);
      assertThat(list(false)).isEmpty();
      assertThat(texts()).noneMatch(it -> it.contains(MAIL));
    }
  }

  /**
   * Whatever call of the store fails while an old request is removed: the next run completes it.
   */
  @Test
  void whatWasNotRemovedWholeIsFoundAgain() {
    for (int n = 0, failed = 1; failed > 0; n++) {
      List<String> before = texts();
      SubjectRequest made = create(Right.ACCESS, from(MAIL, ANNA));
      done(step(made, Step.REFUSE, ""));
      int[] left = {n};
      hooked.before(
          verb -> {
            if (left[0]-- == 0) {
              throw new StoreException.Unavailable("told to", null);
            }
          });
      failed = 0;
      try {
        requests().remove(made.id());
      } catch (StoreException.Unavailable e) {
        failed++;
      }
      hooked.before(verb -> {});
      requests().expired(Instant.now().plusSeconds(60)).forEach(requests()::remove);
      assertThat(texts()).as("failed at call %d", n).containsExactlyInAnyOrderElementsOf(before);
    }
  }

  /**
   * Whatever call fails while a request is noted: what is of a contact is reached by its erasure.
   */
  @Test
  void whatIsLeftOfARequestThatWasNotNotedIsErased() {
    for (int n = 0, failed = 1; failed > 0; n++) {
      ContactId contact = ContactId.parse("contact " + n);
      int[] left = {n};
      hooked.after(
          verb -> {
            if (left[0]-- == 0) {
              throw new StoreException.OutcomeUnknown("it took too long", null);
            }
          });
      failed = 0;
      try {
        create(Right.ACCESS, from(MAIL, contact));
      } catch (StoreException.OutcomeUnknown e) {
        failed++;
      }
      hooked.after(verb -> {});
      erase(contact);
      assertThat(texts())
          .as("failed at call %d", n)
          .noneMatch(it -> it.contains(contact.value()) || it.contains(MAIL));
      assertThat(list(false)).allMatch(SubjectRequest::isOpen);
    }
  }

  /** Or its receipt would be another one each time somebody asks. */
  @Test
  void aRequestOfWhoWasErasedIsNothingToErase() {
    String receipt = erase(ANNA);
    SubjectRequest made = create(Right.ERASURE, ANNA);
    assertThat(erase(ANNA)).isEqualTo(receipt);
    done(step(made, Step.COMPLETE, receipt));
    assertThat(erase(ANNA)).isEqualTo(receipt);
  }

  @Test
  void moreThanOnePageHolds() {
    for (int i = 0; i <= SubjectRequests.MAX_LISTED; i++) {
      create(Right.ACCESS, ANNA);
    }
    SubjectRequests.Listed first = requests().list(false, null, SubjectRequests.MAX_LISTED);
    assertThat(first.requests()).hasSize(SubjectRequests.MAX_LISTED);
    SubjectRequests.Listed second =
        requests().list(false, first.next(), SubjectRequests.MAX_LISTED);
    assertThat(second.requests()).hasSize(1).doesNotContainAnyElementsOf(first.requests());
    assertThat(second.next()).isNull();
  }
}
