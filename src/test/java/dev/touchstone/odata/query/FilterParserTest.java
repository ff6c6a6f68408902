package dev.touchstone.odata.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.ODataException;
import dev.touchstone.odata.metadata.InteractionProperties;
import dev.touchstone.store.TimeRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterParserTest {
  private static final TypeCatalogue CATALOGUE = CatalogueFile.standard();
  private static final InteractionProperties PROPERTIES = new InteractionProperties(CATALOGUE);
  private static final String ANNA = "2aac86fe-48a9-5536-a607-97495221c573";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contactid eq '" + ANNA + "'",
        "contactid eq " + ANNA,
        "contactid eq '{2AAC86FE48A95536A60797495221C573}'",
        "  ( contactid eq\t'" + ANNA + "' )  ",
        "contactid in ('" + ANNA + "')",
        "contactid in (" + ANNA + ",'" + ANNA + "') and contactid eq " + ANNA,
        "contactid in (" + ANNA + ",'other') and contactid eq " + ANNA,
      })
  void namesAContact(String filter) {
    assertThat(wanted(filter).contacts()).containsExactly(ANNA);
    assertThat(wanted(filter).types()).isNull();
    assertThat(wanted(filter).range()).isEqualTo(TimeRange.ALL);
  }

  @Test
  void quotesInsideATextAreDoubled() {
    assertThat(wanted("contactid in ('o''hara',' (a), ')").contacts())
        .containsExactly(" (a), ", "o'hara");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interactiontype in ('EmailSent','EmailOpened')",
        "interactiontype eq 'EmailSent' or interactiontype eq 'EmailOpened'",
        "(interactiontype eq 'EmailSent' or (interactiontype in ('EmailOpened')))",
        "interactiontype in ('EmailSent','EmailOpened','A') and interactiontype in"
            + " ('EmailSent','EmailOpened','B')",
      })
  void namesTypes(String filter) {
    assertThat(wanted(filter).types())
        .containsOnlyKeys(new TypeName("EmailOpened"), new TypeName("EmailSent"));
  }

  @Test
  void anAliasIsItsTypeAndKeepsItsSpelling() {
    assertThat(wanted("interactiontype eq 'EmailContainsBlacklistedLinks'").types())
        .hasSize(1)
        .containsValue("EmailContainsBlacklistedLinks")
        .containsKey(CATALOGUE.canonicalName("EmailContainsBlacklistedLinks"));
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp ge 2020-03-16T18:58:06Z, 2020-03-16T18:58:06Z,",
    "timestamp gt 2020-03-16T18:58:06Z, 2020-03-16T18:58:06.000000001Z,",
    "timestamp le 2020-03-16T18:58:06Z,, 2020-03-16T18:58:06Z",
    "timestamp lt 2020-03-16T18:58:06Z,, 2020-03-16T18:58:05.999999999Z",
    "timestamp eq 2020-03-16t18:58z, 2020-03-16T18:58:00Z, 2020-03-16T18:58:00Z",
    "timestamp ge 2020-03-16T20:58:06.5+02:00, 2020-03-16T18:58:06.5Z,",
    "timestamp ge 2020-03-16T20:58:06.5 02:00, 2020-03-16T18:58:06.5Z,",
    "timestamp ge 2020-03-16 and timestamp lt 2020-03-17, 2020-03-16T00:00:00Z,"
        + " 2020-03-16T23:59:59.999999999Z",
  })
  void namesMoments(String filter, String from, String to) {
    assertThat(wanted(filter).range())
        .isEqualTo(
            new TimeRange(
                from == null ? Timestamp.MIN : Instant.parse(from),
                to == null ? Timestamp.MAX : Instant.parse(to)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "contactid|400|position 10 in 'contactid': expected one of eq, ne, gt, ge, lt, le and in",
        "contactid eq|400|position 13",
        "contactid eq 'a|400|the quote that ends this text",
        "contactid eq x|400|expected a value",
        "contactid eq 'a' and|400|position 21",
        "contactid eq 'a' 'b'|400|expected 'and', 'or' or the end",
        "(contactid eq 'a'|400|expected ')'",
        "contactid in 'a'|400|expected '(' behind 'in'",
        "contactid in ()|400|expected a value",
        "contactid in ('a' 'b')|400|expected ',' or ')'",
        "contactid EQ 'a'|400|expected one of eq",
        "'a' eq contactid|400|the name of a property",
        "1 eq 1|400|the name of a property, before the operator",
        "contactid eq ''|400|contact id: 1 to 128 bytes",
        "contactid eq 5|400|accepted is a text in quotes or a GUID",
        "contactid eq null|400|accepted is a text in quotes or a GUID",
        "interactiontype eq EmailSent|400|expected a value",
        "interactiontype eq 'E mail'|400|a type name",
        "timestamp ge '2020-03-16T18:58:06Z'|400|accepted is a moment like",
        "timestamp ge 2020-03-16T18:58:06|400|a moment with its offset",
        "timestamp ge 2020-03-16T18:58:06Z 02:00|400|a moment",
        "timestamp ge 2020-03-16 02:00|400|a moment",
        "timestamp ge 2020-03-16T18:58:06 02:00 02:00|400|expected",
        "timestamp ge 2020-13-16|400|a moment",
        "ContactId eq 'a'|400|Could not find a property named 'ContactId'",
        "city eq 'a'|501|'city' is not supported in $filter; supported are contactid",
        "not contactid eq 'a'|501|'not' is not supported",
        "contains(city,'a')|501|The function 'contains' is not supported",
        "contactid ne 'a'|501|The operator 'ne' is not supported for contactid",
        "timestamp ne 2020-03-16|501|'ne' is not supported for timestamp",
        "contactid eq 'a' or interactiontype eq 'b'|501|can join values of one property only",
        "timestamp eq 2020-03-16 or timestamp eq 2020-03-17|501|one property only",
      })
  void saysWhatIsWrong(String filter, int status, String message) {
    assertThatExceptionOfType(ODataException.class)
        .isThrownBy(() -> wanted(filter))
        .satisfies(e -> assertThat(e.error().status()).isEqualTo(status))
        .satisfies(e -> assertThat(e.error().code()).isEqualTo("0x80060888"))
        .withMessageContaining(message);
  }

  @Test
  void depthAndNumberAreLimited() {
    String deepest = "(".repeat(20) + "contactid eq 'a'" + ")".repeat(20);
    assertThat(wanted(deepest).contacts()).hasSize(1);
    assertThatExceptionOfType(ODataException.class)
        .isThrownBy(() -> wanted("(" + deepest + ")"))
        .withMessageContaining("deeper than 20");
    String most = "contactid in (" + "'a',".repeat(499) + "'a'";
    assertThat(wanted(most + ")").contacts()).hasSize(1);
    assertThatExceptionOfType(ODataException.class)
        .isThrownBy(() -> wanted(most + ",'a')"))
        .withMessageContaining("more than 500 values");
  }

  private static Wanted wanted(String filter) {
    return Wanted.of(FilterParser.parse(filter, FilterParser.Aliases.NONE), CATALOGUE, PROPERTIES);
  }
}
