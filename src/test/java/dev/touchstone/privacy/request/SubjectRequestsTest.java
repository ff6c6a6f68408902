package dev.touchstone.privacy.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.request.SubjectRequest.Event;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In memory; and what is the same on every engine. */
class SubjectRequestsTest extends SubjectRequestsContract {
  @Override
  StorageEngine openEngine() {
    return new MemoryStore();
  }

  private static Event event(Instant time, Step step) {
    return new Event(time, "key 1", step, REASON, "");
  }

  @Test
  void oneExtensionWithinTheFirstTerm() {
    SubjectRequest made = create(Right.ACCESS);
    SubjectRequest extended = made.after(event(made.due(), Step.EXTEND));
    assertThat(extended.due()).isEqualTo(RECEIVED.plus(Duration.ofDays(90)));
    assertThatThrownBy(() -> extended.after(event(made.due(), Step.EXTEND)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("one extension");
    assertThatThrownBy(() -> made.after(event(made.due().plusMillis(1), Step.EXTEND)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("within the first 30 days");
  }

  @Test
  void daysAreWholeOnes() {
    SubjectRequest made = create(Right.ACCESS);
    assertThat(made.daysLeft(RECEIVED)).isEqualTo(30);
    assertThat(made.daysLeft(RECEIVED.plusSeconds(1))).isEqualTo(29);
    assertThat(made.daysLeft(made.due())).isZero();
    assertThat(made.daysLeft(made.due().plusSeconds(1))).isEqualTo(-1);
  }

  @Test
  void asManyContactsAsARequestTakesAndNoMore() {
    List<ContactId> most =
        IntStream.range(0, SubjectRequests.MAX_CONTACTS)
            .mapToObj(i -> ContactId.parse("contact " + i))
            .toList();
    SubjectRequest made = requests().create(Right.ACCESS, most, RECEIVED, "key 1", REASON);
    assertThat(requests().contacts(made)).hasSize(SubjectRequests.MAX_CONTACTS);
    List<ContactId> more =
        IntStream.rangeClosed(0, SubjectRequests.MAX_CONTACTS)
            .mapToObj(i -> ContactId.parse("contact " + i))
            .toList();
    for (List<ContactId> wrong : List.of(more, List.<ContactId>of())) {
      assertThatThrownBy(() -> requests().create(Right.ACCESS, wrong, RECEIVED, "key 1", REASON))
          .isInstanceOf(InvalidValueException.class);
    }
    Instant future = Instant.parse("9000-01-01T00:00:00Z");
    assertThatThrownBy(() -> requests().create(Right.ACCESS, most, future, "key 1", REASON))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void thereIsNoneOfSuchAnId() {
    assertThat(requests().get("nothing")).isEmpty();
    assertThat(requests().step("ü".repeat(36), Step.REFUSE, "key 1", REASON, "")).isEmpty();
  }
}
