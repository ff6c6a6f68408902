package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Documented;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadInteractionsParserTest {
  private static final String PAYLOAD = "0x80048d19";
  private static final String ARGUMENT = "0x80040203";
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  private final LoadInteractionsParser parser =
      new LoadInteractionsParser(
          Calls.CATALOGUE, Calls.TOKENS, ODataOptions.DEFAULT.withZone(ZONE));

  @Test
  void documentedBodyIsRead() throws IOException {
    LoadInteractionsRequest request = parse(Documented.BODY);
    assertThat(request.contact().value()).isEqualTo(Documented.CONTACT);
    assertThat(request.type().name().value()).isEqualTo("WebsiteClicked");
    assertThat(request.spelling()).isEqualTo("WebsiteClicked");
    assertThat(request.range()).isEqualTo(TimeRange.ALL);
    assertThat(request.top()).isNull();
    assertThat(request.after()).isNull();
  }

  @Test
  void everyParameterIsRead() throws IOException {
    Query query = new Query(documented(), type(), Dates.range(day(1), day(2), ZONE), 0, null);
    Position position = Position.of(Documented.interaction());
    LoadInteractionsRequest request =
        parse(
            """
            {"ContactId": "{33DD33DDEE44FF55AA6677BB77BB77BB}", "InteractionType": "EmailSent",
             "DateFrom": "03-01-2024", "DateTo": "2024-03-02", "Top": 7, "SkipToken": "%s"}
            """
                .formatted(Calls.TOKENS.write(query, position)));
    assertThat(request.contact()).isEqualTo(documented());
    assertThat(request.range().from()).isEqualTo("2024-02-29T23:00:00Z");
    assertThat(request.range().to()).isEqualTo("2024-03-02T22:59:59.999999999Z");
    assertThat(request.top()).isEqualTo(7);
    assertThat(request.after()).isEqualTo(position);
  }

  @ParameterizedTest
  @CsvSource({
    "EmailContainsBlockListedLinks,  EmailContainsBlockListedLinks",
    "EmailContainsBlacklistedLinks,  EmailContainsBlockListedLinks",
    "ContactCheckedIntoEvent,        EventCheckIn",
    "ContactRegisteredToEvent,       EventRegistration",
    "ConfirmationRequest,            ConfirmationRequest",
  })
  void everySpellingOfATypeIsAccepted(String spelling, String canonical) throws IOException {
    LoadInteractionsRequest request =
        parse("{\"ContactId\":\"c\",\"InteractionType\":\"" + spelling + "\"}");
    assertThat(request.spelling()).isEqualTo(spelling);
    assertThat(request.type().name().value()).isEqualTo(canonical);
  }

  @Test
  void nullIsAbsentAndAnEmptyTokenIsTheFirstPage() throws IOException {
    LoadInteractionsRequest request =
        parse(
            valid(
                "\"DateFrom\":null,\"DateTo\":null,\"Top\":null,\"SkipToken\":null,"
                    + "\"@odata.type\":\"#x\",\"Top@odata.type\":{\"a\":[1]}"));
    assertThat(request.range()).isEqualTo(TimeRange.ALL);
    assertThat(request.top()).isNull();
    assertThat(request.after()).isNull();
    assertThat(parse(valid("\"SkipToken\":\"\"")).after()).isNull();
    refused(
        "{\"ContactId\":null,\"InteractionType\":\"EmailSent\"}",
        ARGUMENT,
        "The parameter 'ContactId' is missing; accepted is the id of a contact: a GUID or other"
            + " text.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "1", "2147483647"})
  void topIsANumberFromZero(String top) throws IOException {
    assertThat(parse(valid("\"Top\":" + top)).top()).isEqualTo(Integer.parseInt(top));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Top\":\"ten\"        | Cannot convert the literal 'ten' to the expected type"
            + " 'Edm.Int32'.",
        "\"Top\":\"7\"          | Cannot convert the literal '7' to the expected type 'Edm.Int32'.",
        "\"Top\":7.0            | Cannot convert the literal '7.0' to the expected type"
            + " 'Edm.Int32'.",
        "\"Top\":1e2            | Cannot convert the literal '1e2' to the expected type"
            + " 'Edm.Int32'.",
        "\"Top\":2147483648     | Cannot convert the literal '2147483648' to the expected type"
            + " 'Edm.Int32'.",
        "\"Top\":true           | Cannot convert the literal 'true' to the expected type"
            + " 'Edm.Int32'.",
        "\"Top\":[1,2]          | Cannot convert the literal '[…]' to the expected type"
            + " 'Edm.Int32'.",
        "\"DateFrom\":20240101  | Cannot convert the literal '20240101' to the expected type"
            + " 'Edm.String'.",
        "\"SkipToken\":{\"a\":1}| Cannot convert the literal '{…}' to the expected type"
            + " 'Edm.String'.",
        "\"SkipToken\":false    | Cannot convert the literal 'false' to the expected type"
            + " 'Edm.String'.",
        "\"Topp\":1             | The parameter 'Topp' in the request payload is not a valid"
            + " parameter for the operation 'msdyncrm_LoadInteractionsPublic'. Its parameters are"
            + " ContactId, InteractionType, DateFrom, DateTo, Top, SkipToken.",
        "\"top\":1              | The parameter 'top' in the request payload is not a valid"
            + " parameter for the operation 'msdyncrm_LoadInteractionsPublic'. Its parameters are"
            + " ContactId, InteractionType, DateFrom, DateTo, Top, SkipToken.",
        "\"Foo\":null           | The parameter 'Foo' in the request payload is not a valid"
            + " parameter for the operation 'msdyncrm_LoadInteractionsPublic'. Its parameters are"
            + " ContactId, InteractionType, DateFrom, DateTo, Top, SkipToken.",
        "\"Top\":1,\"Top\":1    | The parameter 'Top' stands in the request payload more than"
            + " once.",
        "\"Top\":null,\"Top\":1 | The parameter 'Top' stands in the request payload more than"
            + " once.",
      })
  void payloadsThatDoNotFitTheActionAreRefused(String member, String message) {
    refused(valid(member), PAYLOAD, "Error in the request payload: " + message);
  }

  @Test
  void longNamesAndValuesAreShortened() {
    refused(valid("\"" + "x".repeat(5_000) + "\":1"), PAYLOAD, "x".repeat(100) + "…' in");
    refused(valid("\"Top\":" + "9".repeat(5_000)), PAYLOAD, "9".repeat(100) + "…' to");
    refused(valid("\"DateTo\":\"" + "😀".repeat(500) + "\""), ARGUMENT, "😀".repeat(50) + "…'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                              | The parameter 'ContactId' is missing",
        "{\"InteractionType\":\"EmailSent\"}             | The parameter 'ContactId' is missing",
        "{\"ContactId\":\"\",\"InteractionType\":\"EmailSent\"} | The parameter 'ContactId' is not"
            + " valid: '' is not accepted; accepted is a contact id: 1 to 128 bytes of UTF-8.",
        "{\"ContactId\":\"\\ud800\",\"InteractionType\":\"EmailSent\"} | The parameter 'ContactId'"
            + " is not valid: '\\ud800 at character 1'",
        "{\"ContactId\":\"c\"}                           | The parameter 'InteractionType' is"
            + " missing; accepted is the name of an interaction type.",
        "{\"ContactId\":\"c\",\"InteractionType\":\"\"}  | The parameter 'InteractionType' is not"
            + " valid: ''",
        "{\"ContactId\":\"c\",\"InteractionType\":\"EmailSend\"} | The parameter 'InteractionType'"
            + " is not valid: 'EmailSend' is not accepted; accepted is the name of an interaction"
            + " type; the nearest is 'EmailSent'.",
        "{\"ContactId\":\"c\",\"InteractionType\":\"emailsent\"} | the nearest is 'EmailSent'.",
      })
  void badRequiredParametersAreRefused(String body, String message) {
    refused(body, ARGUMENT, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Top\":-1              | The parameter 'Top' is not valid: '-1' is not accepted; accepted"
            + " is a number of 0 to 2147483647.",
        "\"DateFrom\":\"13-45-2024\" | The parameter 'DateFrom' is not valid: '13-45-2024' is not"
            + " accepted; accepted is a day that exists, as MM-DD-YYYY or YYYY-MM-DD.",
        "\"DateTo\":\"02-30-2024\"   | The parameter 'DateTo' is not valid: '02-30-2024' is not"
            + " accepted;",
        "\"DateFrom\":\"\"           | The parameter 'DateFrom' is not valid: '' is not accepted;",
        "\"DateFrom\":\"01-02-2024\",\"DateTo\":\"01-01-2024\" | The parameter 'DateFrom' is not"
            + " valid: '01-02-2024' is after the DateTo '01-01-2024'; accepted is a day that is not"
            + " after DateTo.",
        "\"SkipToken\":\"AAAA\"      | The parameter 'SkipToken' is not valid: 'AAAA' is not"
            + " accepted; accepted is the unaltered NextSkipToken of an answer to the same"
            + " ContactId, InteractionType, DateFrom and DateTo.",
      })
  void badOptionalParametersAreRefused(String member, String message) {
    refused(valid(member), ARGUMENT, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                       | The request body is empty",
        "` \n`                    | The request body is empty",
        "{                        | The request body is not JSON: the mistake is at line 1, column"
            + " 2",
        "ContactId=c              | The request body is not JSON",
        "{\"ContactId\":}         | The request body is not JSON",
        "{\"ContactId\"           | The request body is not JSON",
        "{\"ContactId\":\"c       | The request body is not JSON",
        "{'ContactId':'c'}        | The request body is not JSON",
        "{\"a\":1,,}              | The request body is not JSON",
        "{,}                      | The request body is not JSON",
        "{\"a\":NaN}              | The request body is not JSON",
        "{\"a\":01}               | The request body is not JSON",
        "{} {}                    | The request body goes on after its JSON object.",
        "{}x                      | The request body is not JSON",
        "[]                       | The request body is not a JSON object",
        "\"text\"                 | The request body is not a JSON object",
        "null                     | The request body is not a JSON object",
        "7                        | The request body is not a JSON object",
      })
  void bodiesThatAreNotAnObjectOfJsonAreRefused(String body, String message) {
    refused(body, PAYLOAD, message);
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(30_000);
    refused(deep, PAYLOAD, "not a JSON object");
    refused(valid("\"Top\":" + deep), PAYLOAD, "The request body nests deeper than 8 levels.");
    refused(valid("\"@x\":" + "{\"a\":".repeat(1_000)), PAYLOAD, "nests deeper than 8 levels.");
    refused(valid("\"Top\":[[[[[[[]]]]]]]"), PAYLOAD, "Cannot convert the literal '[…]'");
  }

  @Test
  void onlyUtf8IsRead() throws IOException {
    String body = valid("\"DateTo\":\"é\"");
    byte[] marked = ("\uFEFF" + valid("\"Top\":5")).getBytes(UTF_8);
    assertThat(parser.parse(new ByteArrayInputStream(marked)).top()).isEqualTo(5);
    refused(body.getBytes(ISO_8859_1), 400, PAYLOAD, "The request body is not UTF-8");
    refused(body.getBytes(UTF_16), 400, PAYLOAD, "The request body is not UTF-8");
    refused(
        valid("\"Top\":1").getBytes(UTF_16LE), 400, PAYLOAD, "zero bytes, as UTF-16 and UTF-32");
    refused(new byte[] {'{', (byte) 0xC0, (byte) 0x80, '}'}, 400, PAYLOAD, "is not UTF-8");
  }

  @Test
  void theBodyHasALimitAtItsByte() throws IOException {
    byte[] body = valid("\"Top\":5").getBytes(UTF_8);
    LoadInteractionsParser exact = limitedTo(body.length);
    assertThat(exact.parse(new ByteArrayInputStream(body)).top()).isEqualTo(5);
    LoadInteractionsParser tooShort = limitedTo(body.length - 1);
    assertThatThrownBy(() -> tooShort.parse(new ByteArrayInputStream(body)))
        .isInstanceOfSatisfying(
            ODataException.class, e -> assertThat(e.error().status()).isEqualTo(413));
    refused(
        new byte[10 << 20],
        413,
        PAYLOAD,
        "The request body is too large; accepted are at most 65,536 bytes.");
  }

  @Test
  void noMoreOfABodyIsReadThanItsLimit() throws IOException {
    InputStream body = new ByteArrayInputStream(new byte[100_000]);
    assertThatThrownBy(() -> parser.parse(body)).isInstanceOf(ODataException.class);
    assertThat(body.readAllBytes()).hasSize(100_000 - 65_537);
  }

  private static LoadInteractionsParser limitedTo(int bytes) {
    ODataOptions options = new ODataOptions(ZONE, bytes, 1);
    return new LoadInteractionsParser(Calls.CATALOGUE, Calls.TOKENS, options);
  }

  private static String valid(String more) {
    return "{\"ContactId\":\"c\",\"InteractionType\":\"EmailSent\"," + more + "}";
  }

  private LoadInteractionsRequest parse(String body) throws IOException {
    return parser.parse(new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  private void refused(String body, String code, String message) {
    refused(body.getBytes(UTF_8), 400, code, message);
  }

  private void refused(byte[] body, int status, String code, String message) {
    assertThatThrownBy(() -> parser.parse(new ByteArrayInputStream(body)))
        .isInstanceOfSatisfying(
            ODataException.class,
            e -> {
              assertThat(e.error().message()).contains(message).hasSizeLessThan(500);
              assertThat(e.error().status()).isEqualTo(status);
              assertThat(e.error().code()).isEqualTo(code);
            });
  }

  private static ContactId documented() {
    return Documented.interaction().contact();
  }

  private static TypeName type() {
    return Documented.interaction().type();
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2024, 3, day);
  }
}
