package dev.touchstone.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final String DASHED = "2aac86fe-48a9-5536-a607-97495221c573";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2aac86fe-48a9-5536-a607-97495221c573",
        "2AAC86FE-48A9-5536-A607-97495221C573",
        "{2aac86fe-48a9-5536-a607-97495221c573}",
        "2aac86fe48a95536a60797495221c573",
        "{2AAC86FE48A95536a60797495221c573}",
      })
  void spellingsOfAGuidAreOneContact(String spelling) {
    assertThat(ContactId.parse(spelling).value()).isEqualTo(DASHED);
    assertThat(InteractionId.parse(spelling).value()).isEqualTo("2AAC86FE48A95536A60797495221C573");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customer-17",
        " ",
        "2aac86fe-48a9-5536-a607-97495221c57",
        "2aac86fe-48a9-5536-a607-97495221c573 ",
        "2aac86fe-48a9-5536-a60797495221c573",
        "2aac86fe-48a9-5536-a607-97495221c57g",
        "{2aac86fe-48a9-5536-a607-97495221c573",
        "(2aac86fe-48a9-5536-a607-97495221c573)",
        "2aac86fe_48a9_5536_a607_97495221c573",
        "٢aac86fe-48a9-5536-a607-97495221c573",
        "用户",
        "\u0000",
      })
  void otherTextsStayAsTheyAre(String text) {
    assertThat(ContactId.parse(text).value()).isEqualTo(text);
    assertThat(ContactId.parse(text).guid()).isNull();
    assertThat(InteractionId.parse(text).value()).isEqualTo(text);
  }

  @Test
  void limitIsInBytes() {
    assertThat(ContactId.parse("é".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> ContactId.parse("é".repeat(64) + "x"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("a contact id: 1 to 128 bytes of UTF-8");
    assertThatThrownBy(() -> InteractionId.parse("x".repeat(129)))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> InteractionId.parse("")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> ContactId.parse("")).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void halfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> ContactId.parse("a\ud83d"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("\\ud83d at character 2");
    assertThat(ContactId.parse("😀").value()).isEqualTo("😀");
  }

  @Test
  void noTextIsTheContactOfRowsWithoutOne() {
    assertThat(ContactId.NONE.isNone()).isTrue();
    assertThat(ContactId.parse("x").isNone()).isFalse();
  }

  @Test
  void idsAreOrderedGuidsFirst() {
    List<InteractionId> sorted =
        List.of(
            InteractionId.parse("00000000-0000-0000-0000-000000000002"),
            InteractionId.parse("F0000000-0000-0000-0000-000000000001"),
            InteractionId.parse("00"),
            InteractionId.parse("a"),
            InteractionId.parse("é"),
            InteractionId.parse("\uffee"),
            InteractionId.parse("😀"));
    assertThat(sorted.reversed().stream().sorted().toList()).isEqualTo(sorted);
  }

  @Test
  void typeNamesAreChecked() {
    assertThat(new TypeName("Own_type-1.x").value()).isEqualTo("Own_type-1.x");
    for (String wrong : List.of("", "a b", "é", "a/b", "x".repeat(101))) {
      assertThatThrownBy(() -> new TypeName(wrong)).isInstanceOf(InvalidValueException.class);
    }
  }

  @Test
  void longValuesAreShortenedInMessages() {
    String message =
        new InvalidValueException("x".repeat(99) + "😀" + "x".repeat(500), "less").getMessage();
    assertThat(message).isEqualTo("'" + "x".repeat(99) + "…' is not accepted; accepted is less");
  }
}
