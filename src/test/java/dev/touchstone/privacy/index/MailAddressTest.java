package dev.touchstone.privacy.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "anna@example.org,anna@example.org",
        " Anna@Example.ORG\t,anna@example.org",
        "anna@example.org.,anna@example.org",
        "anna@MÜNCHEN.example,anna@xn--mnchen-3ya.example",
        "anna@xn--mnchen-3ya.example,anna@xn--mnchen-3ya.example",
        "Zoe\u0308@example.org,zo\u00eb@example.org",
        "a.b+news@example.org,a.b+news@example.org",
        "\"odd@name\"@example.org,\"odd@name\"@example.org",
        "ISTANBUL@example.org,istanbul@example.org",
      })
  void oneSpelling(String text, String value) {
    assertThat(MailAddress.parse(text).value()).isEqualTo(value);
    assertThat(MailAddress.parse(value)).isEqualTo(MailAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "anna",
        "@example.org",
        "anna@",
        "anna@.",
        "a b@example.org",
        "a\u0000@b"
      })
  void whatIsNone(String text) {
    assertThat(MailAddress.of(text)).isEmpty();
    assertThatThrownBy(() -> MailAddress.parse(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("a mail address such as name@example.org");
  }

  @Test
  void asLongAsAPathAndNoLonger() {
    String most = "a".repeat(MailAddress.MAX_BYTES - 12) + "@example.org";
    assertThat(MailAddress.parse(most).bytes()).hasSize(MailAddress.MAX_BYTES);
    assertThat(MailAddress.of("a" + most)).isEmpty();
    assertThat(MailAddress.of("ä" + most.substring(1))).isEmpty();
  }

  @Test
  void differentPeopleStayDifferent() {
    assertThat(MailAddress.parse("a.b@example.org"))
        .isNotEqualTo(MailAddress.parse("ab@example.org"));
    assertThat(MailAddress.parse("a+x@example.org"))
        .isNotEqualTo(MailAddress.parse("a@example.org"));
  }

  @Test
  void itIsNotShown() {
    assertThat(MailAddress.parse("anna@example.org")).hasToString("MailAddress[16 characters]");
  }
}
