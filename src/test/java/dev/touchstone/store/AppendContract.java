package dev.touchstone.store;

import static dev.touchstone.store.Verdict.CONFLICTING;
import static dev.touchstone.store.Verdict.REPEATED;
import static dev.touchstone.store.Verdict.STORED;
import static dev.touchstone.store.Verdict.SUPERSEDED;
import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.read;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.testing.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which row stays, and what the caller is told. */
public interface AppendContract extends StoreContract {
  Interaction ROW = row(0, "1");
  Interaction SAME_VERSION_LESSER = row(ROW, 1, "a");
  Interaction SAME_VERSION_GREATER = row(ROW, 1, "b");
  Interaction LOWER_VERSION = row(ROW, 0, "z");
  Interaction HIGHER_VERSION = row(ROW, 2, "a");

  @Test
  default void firstIsStoredAndThenRepeated() {
    assertThat(store().append(List.of(ROW))).containsExactly(STORED);
    assertThat(store().append(List.of(ROW))).containsExactly(REPEATED);
    assertThat(read(store(), ANNA, SENT)).containsExactly(ROW);
  }

  @Test
  default void higherVersionSupersedes() {
    store().append(List.of(ROW));
    assertThat(store().append(List.of(HIGHER_VERSION))).containsExactly(SUPERSEDED);
    assertThat(read(store(), ANNA, SENT)).containsExactly(HIGHER_VERSION);
  }

  @Test
  default void lowerVersionIsSupersededAtOnce() {
    store().append(List.of(ROW));
    assertThat(store().append(List.of(LOWER_VERSION))).containsExactly(SUPERSEDED);
    assertThat(read(store(), ANNA, SENT)).containsExactly(ROW);
  }

  @Test
  default void versionsCompareAsNumbersToTheGreatestThereIs() {
    store().append(List.of(row(ROW, 255, "a"), row(ROW, 256, "a"), row(ROW, 65_536, "a")));
    assertThat(read(store(), ANNA, SENT)).containsExactly(row(ROW, 65_536, "a"));
    store().append(List.of(row(ROW, Long.MAX_VALUE, "a"), row(ROW, 127, "z")));
    assertThat(read(store(), ANNA, SENT)).containsExactly(row(ROW, Long.MAX_VALUE, "a"));
  }

  @Test
  default void otherContentOfAVersionConflictsAndTheGreaterStaysInBothOrders() {
    store().append(List.of(SAME_VERSION_LESSER));
    assertThat(store().append(List.of(SAME_VERSION_GREATER))).containsExactly(CONFLICTING);
    assertThat(read(store(), ANNA, SENT)).containsExactly(SAME_VERSION_GREATER);
    assertThat(store().append(List.of(SAME_VERSION_LESSER))).containsExactly(CONFLICTING);
    assertThat(read(store(), ANNA, SENT)).containsExactly(SAME_VERSION_GREATER);
  }

  @Test
  default void aRowMayStandInOneAppendMoreThanOnce() {
    List<Interaction> rows =
        List.of(
            SAME_VERSION_LESSER,
            SAME_VERSION_LESSER,
            SAME_VERSION_GREATER,
            HIGHER_VERSION,
            LOWER_VERSION,
            HIGHER_VERSION);
    assertThat(store().append(rows))
        .containsExactly(STORED, REPEATED, CONFLICTING, SUPERSEDED, SUPERSEDED, REPEATED);
    assertThat(read(store(), ANNA, SENT)).containsExactly(HIGHER_VERSION);
  }

  @Test
  default void everyOrderOfTheSameRowsEndsTheSame() {
    List<Interaction> forms =
        List.of(
            LOWER_VERSION,
            SAME_VERSION_LESSER,
            SAME_VERSION_GREATER,
            HIGHER_VERSION,
            row(ROW, 2, "b"));
    int contact = 0;
    for (List<Interaction> order : permutations(forms)) {
      ContactId own = ContactId.parse("contact " + contact++);
      order.forEach(form -> store().append(List.of(of(own, form))));
      assertThat(read(store(), own, SENT)).containsExactly(of(own, row(ROW, 2, "b")));
    }
  }

  private static Interaction of(ContactId contact, Interaction row) {
    return new Interaction(
        contact, row.type(), row.timestamp(), row.id(), row.version(), row.fields());
  }

  private static List<List<Interaction>> permutations(List<Interaction> rows) {
    if (rows.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Interaction>> all = new ArrayList<>();
    for (Interaction last : rows) {
      List<Interaction> others = new ArrayList<>(rows);
      others.remove(last);
      for (List<Interaction> order : permutations(others)) {
        List<Interaction> longer = new ArrayList<>(order);
        longer.add(last);
        all.add(longer);
      }
    }
    return all;
  }

  @Test
  default void everyPartOfTheIdentityTellsRowsApart() {
    List<Interaction> rows =
        List.of(
            ROW,
            row(Rows.BERT, SENT, NOON, "1"),
            row(ANNA, Rows.OPENED, NOON, "1"),
            row(ANNA, SENT, NOON.plusNanos(1), "1"),
            row(ANNA, SENT, NOON, "2"));
    assertThat(store().append(rows)).containsOnly(STORED).hasSize(5);
    assertThat(store().append(rows)).containsOnly(REPEATED).hasSize(5);
  }

  @Test
  default void everySpellingOfAGuidIsOneRow() {
    Interaction dashed = row(ANNA, SENT, NOON, "dff30757-b438-5b51-8f3f-a7341c10e814");
    Interaction plain =
        row(
            ContactId.parse("{2AAC86FE48A95536A60797495221C573}"),
            SENT,
            NOON,
            "DFF30757B4385B518F3FA7341C10E814");
    assertThat(store().append(List.of(dashed, plain))).containsExactly(STORED, REPEATED);
  }

  @Test
  default void verdictsComeInTheOrderOfTheRows() {
    store().append(List.of(row(1, "1"), row(3, "3")));
    assertThat(store().append(List.of(row(0, "0"), row(1, "1"), row(2, "2"), row(3, "3"))))
        .containsExactly(STORED, REPEATED, STORED, REPEATED);
  }

  @Test
  default void noRowsAreNoVerdicts() {
    assertThat(store().append(List.of())).isEmpty();
  }

  @Test
  default void asManyRowsAsAnAppendTakesAndNoMore() {
    List<Interaction> most =
        IntStream.range(0, InteractionStore.MAX_APPEND).mapToObj(i -> row(i, "1")).toList();
    List<Interaction> more = new ArrayList<>(most);
    more.add(row(-1, "1"));
    assertThatThrownBy(() -> store().append(more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10000")
        .hasMessageContaining("10001");
    assertThat(read(store(), ANNA, SENT)).isEmpty();
    assertThat(store().append(most)).containsOnly(STORED).hasSize(most.size());
    assertThat(read(store(), ANNA, SENT)).hasSize(most.size());
  }

  @Test
  default void largeRowsComeBackAsTheyWere() {
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String text = Character.toString('a' + i).repeat(Fields.MAX_BYTES - "Own".length());
      rows.add(
          new Interaction(
              ANNA, SENT, NOON.minusSeconds(i), ROW.id(), 1, Fields.of(Map.of("Own", text))));
    }
    assertThat(store().append(rows)).containsOnly(STORED).hasSize(rows.size());
    assertThat(store().append(rows)).containsOnly(REPEATED).hasSize(rows.size());
    assertThat(read(store(), ANNA, SENT)).isEqualTo(rows);
  }

  @Test
  default void rowsWithoutFieldsAndOfTypesNobodyKnowsAreKept() {
    Interaction bare =
        new Interaction(ANNA, new TypeName("own.type-1"), Instant.EPOCH, ROW.id(), 0, Fields.EMPTY);
    assertThat(store().append(List.of(bare))).containsExactly(STORED);
    assertThat(read(store(), ANNA, bare.type())).containsExactly(bare);
  }

  @Test
  default void theCallersListMayChangeAfterwards() {
    List<Interaction> rows = new ArrayList<>(List.of(row(1, "1"), row(2, "2")));
    store().append(rows);
    Collections.reverse(rows);
    rows.clear();
    assertThat(read(store(), ANNA, SENT)).hasSize(2);
  }
}
