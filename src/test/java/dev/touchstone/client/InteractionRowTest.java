package dev.touchstone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class InteractionRowTest {
  private static final String JSON =
      "{\"InteractionId\":\"0A\",\"InteractionType\":\"EmailSent\","
          + "\"Timestamp\":\"2020-03-16T18:58:06.25Z\",\"ContactId\":\"c1\","
          + "\"Score\":12.50,\"Text\":\"a\\r\\nb\",\"Nothing\":null,\"Yes\":true,\"More\":[1, {}]}";

  private final InteractionRow row = InteractionRow.parse(JSON);

  @Test
  void hasWhatEveryRowHas() {
    assertThat(row.interactionId()).isEqualTo("0A");
    assertThat(row.interactionType()).isEqualTo("EmailSent");
    assertThat(row.timestamp()).isEqualTo(Instant.parse("2020-03-16T18:58:06.250Z"));
    assertThat(row.contactId()).isEqualTo("c1");
  }

  @Test
  void givesEveryOtherFieldAsText() {
    assertThat(row.get("Text")).isEqualTo("a\r\nb");
    assertThat(row.get("Score")).isEqualTo("12.50");
    assertThat(row.number("Score")).isEqualTo(new BigDecimal("12.50"));
    assertThat(row.get("Yes")).isEqualTo("true");
    assertThat(row.get("More")).isEqualTo("[1, {}]");
  }

  @Test
  void whatIsNullIsAbsent() {
    assertThat(row.get("Nothing")).isNull();
    assertThat(row.number("Nothing")).isNull();
    assertThat(row.fields()).doesNotContainKeys("Nothing", "Unheard");
  }

  @Test
  void keepsTheServersOrderAndText() {
    assertThat(row.fields().keySet())
        .containsExactly(
            "InteractionId",
            "InteractionType",
            "Timestamp",
            "ContactId",
            "Score",
            "Text",
            "Yes",
            "More");
    assertThat(row.json()).isEqualTo(JSON);
  }

  @Test
  void cannotBeChanged() {
    assertThatThrownBy(() -> row.fields().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void isEqualToWhatIsWrittenAlike() {
    assertThat(InteractionRow.parse(JSON)).isEqualTo(row).hasSameHashCodeAs(row);
    assertThat(InteractionRow.parse(JSON.replace("12.50", "12.5"))).isNotEqualTo(row);
  }

  @Test
  void personalDataStaysOutOfItsName() {
    assertThat(row).hasToString("InteractionRow[EmailSent]");
  }

  @Test
  void aNumberIsANumber() {
    assertThatThrownBy(() -> row.number("Text"))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("the field Text is not a number");
  }

  @Test
  void refusesWhatIsNoRow() {
    for (String name :
        new String[] {"InteractionId", "InteractionType", "Timestamp", "ContactId"}) {
      assertThatThrownBy(() -> InteractionRow.parse(JSON.replace("\"" + name + "\"", "\"Other\"")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a row has no " + name);
    }
    assertThatThrownBy(() -> InteractionRow.parse(JSON.replace("2020-03-16T", "3/16/2020 ")))
        .hasMessage("a row's Timestamp is not a moment like 2020-03-16T18:58:06Z");
    assertThatThrownBy(() -> InteractionRow.parse(JSON + " ,"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InteractionRow.parse("[]"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
