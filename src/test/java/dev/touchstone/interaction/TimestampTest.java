package dev.touchstone.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
  @ParameterizedTest
  @CsvSource({
    "2020-03-16T18:58:06Z, 2020-03-16T18:58:06Z",
    "2020-03-16 18:58:06Z, 2020-03-16T18:58:06Z",
    "2020-03-16T18:58:06.250Z, 2020-03-16T18:58:06.25Z",
    "2020-03-16T18:58:06.0000001Z, 2020-03-16T18:58:06.0000001Z",
    "2020-03-16T18:58:06.123456789Z, 2020-03-16T18:58:06.123456789Z",
    "2020-03-16T20:58:06+02:00, 2020-03-16T18:58:06Z",
    "2020-02-29T23:30:00-01:00, 2020-03-01T00:30:00Z",
    "3/16/2020 6:58:06 PM +00:00, 2020-03-16T18:58:06Z",
    "03/06/2020 06:58:06 am +00:00, 2020-03-06T06:58:06Z",
    "12/31/2020 12:00:00 AM +00:00, 2020-12-31T00:00:00Z",
    "12/31/2020 12:00:00 PM +00:00, 2020-12-31T12:00:00Z",
    "1/2/2020 3:04:05.5 PM -05:30, 2020-01-02T20:34:05.5Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
  })
  void readsBothFormsAndWritesUtc(String text, String written) {
    assertThat(Timestamp.format(Timestamp.parse(text))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2020",
        "2020-03-16",
        "2020-03-16T18:58:06",
        "2020-03-16T18:58Z",
        "2020-02-30T00:00:00Z",
        "2021-02-29T00:00:00Z",
        "2020-13-01T00:00:00Z",
        "2020-03-16T24:00:00Z",
        "2020-03-16T18:58:60Z",
        "2020-03-16T18:58:06.Z",
        "2020-03-16T18:58:06.1234567890Z",
        "2020-03-16T18:58:06Z ",
        "2020-03-16T18:58:06+19:00",
        "2020-03-16T18:58:06+0200",
        "0000-12-31T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "16/3/2020 6:58:06 PM +00:00",
        "3/16/20 6:58:06 PM +00:00",
        "3/16/2020 13:58:06 PM +00:00",
        "3/16/2020 0:58:06 AM +00:00",
        "3/16/2020 6:58:06 PM",
        "3/16/2020 6:58:06 +00:00",
        "3/16/2020 6:58:06 XM +00:00",
        "٣/16/2020 6:58:06 PM +00:00",
      })
  void refusesWhatIsNoMoment(String text) {
    assertThatThrownBy(() -> Timestamp.parse(text))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("2020-03-16T18:58:06Z");
  }

  @Test
  void writtenMomentsAreReadBack() {
    Random random = dev.touchstone.testing.Randoms.random(TimestampTest.class);
    for (int i = 0; i < 20_000; i++) {
      Instant moment = dev.touchstone.testing.Interactions.timestamp(random);
      assertThat(Timestamp.parse(Timestamp.format(moment))).isEqualTo(moment);
    }
  }
}
