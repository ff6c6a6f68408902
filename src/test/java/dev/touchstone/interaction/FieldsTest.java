package dev.touchstone.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  @Test
  void areSortedByNameAndHaveNoEmptyValue() {
    Fields fields = Fields.of(Map.of("b", "2", "a", "1", "é", "3", "B", "4", "empty", ""));
    assertThat(fields.toMap())
        .containsExactly(
            Map.entry("B", "4"), Map.entry("a", "1"), Map.entry("b", "2"), Map.entry("é", "3"));
    assertThat(fields.size()).isEqualTo(4);
    assertThat(fields.get("b")).isEqualTo("2");
    assertThat(fields.get("empty")).isNull();
    assertThat(fields).isEqualTo(Fields.of(fields.toMap())).isNotEqualTo(Fields.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ContactId",
        "InteractionType",
        "Timestamp",
        "InternalMarketingInteractionId",
        "InteractionId",
        "Version"
      })
  void partsOfTheIdentityAreNoFields(String reserved) {
    assertThatThrownBy(() -> Fields.of(Map.of(reserved, "x")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(reserved);
  }

  @Test
  void limitsAreKept() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < Fields.MAX_COUNT; i++) {
      many.put("c" + i, "x");
    }
    assertThat(Fields.of(many).size()).isEqualTo(Fields.MAX_COUNT);
    many.put("one more", "x");
    assertThatThrownBy(() -> Fields.of(many))
        .hasMessageContaining("501 fields")
        .hasMessageContaining("at most 500");

    assertThat(Fields.of(Map.of("a", "x".repeat(Fields.MAX_BYTES - 1))).size()).isEqualTo(1);
    assertThatThrownBy(() -> Fields.of(Map.of("a", "x".repeat(Fields.MAX_BYTES))))
        .hasMessageContaining("1,048,577 bytes")
        .hasMessageContaining("at most 1,048,576 bytes");
    assertThatThrownBy(() -> Fields.of(Map.of("x".repeat(129), "x")))
        .hasMessageContaining("a column name");
    assertThatThrownBy(() -> Fields.of(Map.of("a", "\udc00")))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void valuesDoNotShowInText() {
    assertThat(Fields.of(Map.of("EmailAddressUsed", "someone@example.com")).toString())
        .isEqualTo("Fields[EmailAddressUsed]");
  }
}
