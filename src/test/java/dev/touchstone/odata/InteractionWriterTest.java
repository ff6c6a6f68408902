package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.codec.RowCodec;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InteractionWriterTest {
  private static final InteractionType SURVEY = type("SurveyResponse");

  @Test
  void documentedRowIsWrittenAsDocumented() throws IOException {
    String data = write(Escapes.ONCE, type("EmailSent"), "EmailSent", Documented.interaction());
    assertThat(data).isEqualTo(Documented.ROW);
    String escaped = write(Escapes.TWICE, type("EmailSent"), "EmailSent", Documented.interaction());
    assertThat(escaped).isEqualTo(Documented.ROW.replace("\"", "\\\""));
  }

  @Test
  void randomRowsAreWhatJacksonReads() throws IOException {
    Random random = Randoms.random(InteractionWriterTest.class);
    for (int round = 0; round < 2_000; round++) {
      List<Interaction> rows = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        rows.add(row(random));
      }
      String spelling = random.nextBoolean() ? "EmailSent" : "Own_spelling.1";
      Interaction[] array = rows.toArray(new Interaction[0]);
      String data =
          Calls.JSON
              .readTree("\"" + write(Escapes.TWICE, SURVEY, spelling, array) + "\"")
              .stringValue();
      JsonNode parsed = Calls.JSON.readTree("[" + data + "]");
      assertThat(parsed.size()).isEqualTo(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        assertThat(texts(parsed.get(i))).isEqualTo(expected(rows.get(i), spelling));
      }
      assertThat(write(Escapes.ONCE, SURVEY, spelling, array)).isEqualTo(data);
    }
  }

  @Test
  void rowsAsAStoreKeepsThemAreWrittenAsRowsOfTexts() throws IOException {
    Random random = Randoms.random(InteractionWriterTest.class);
    for (int round = 0; round < 2_000; round++) {
      Interaction row = row(random);
      InteractionType type = random.nextBoolean() ? SURVEY : type("EmailSent");
      Escapes escapes = random.nextBoolean() ? Escapes.ONCE : Escapes.TWICE;
      String ofTexts = write(escapes, type, "T", row, row);
      assertThat(write(escapes, type, "T", stored(row), row)).isEqualTo(ofTexts);
      assertThat(write(escapes, type, "T", row, stored(row))).isEqualTo(ofTexts);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "10", "999999999999999999", "12345678", "-1", "1e3", "00"})
  void numbersAreTheSameHoweverTheyAreKept(String number) throws IOException {
    Interaction row = row(Map.of("Score", number, "SurveyId", number));
    assertThat(write(Escapes.ONCE, SURVEY, "T", stored(row)))
        .isEqualTo(write(Escapes.ONCE, SURVEY, "T", row));
  }

  private static Interaction stored(Interaction row) {
    Fields fields = RowCodec.decode(RowCodec.encode(row)).fields();
    assertThat(fields.encoded()).isNotNull();
    return new Interaction(
        row.contact(), row.type(), row.timestamp(), row.id(), row.version(), fields);
  }

  /** Any row, and often one with a text that is longer than what is escaped at once. */
  private static Interaction row(Random random) {
    Interaction any = Interactions.any(random);
    Map<String, String> fields = new HashMap<>(any.fields().toMap());
    fields.put("SurveyId", Interactions.text(random, 0, 2_000));
    fields.put("Score", random.nextBoolean() ? Interactions.value(random) : "4.50");
    ContactId contact = any.contact().isNone() ? ContactId.parse("x") : any.contact();
    return new Interaction(
        contact, any.type(), any.timestamp(), any.id(), any.version(), Fields.of(fields));
  }

  private static Map<String, String> expected(Interaction row, String spelling) {
    Map<String, String> expected = new HashMap<>(row.fields().toMap());
    expected.put("InteractionId", row.id().value());
    expected.put("InteractionType", spelling);
    expected.put("Timestamp", Timestamp.format(row.timestamp()));
    expected.put("ContactId", row.contact().value());
    expected.computeIfPresent(
        "Score",
        (name, text) -> JsonNumber.matches(text) ? number(Double.parseDouble(text)) : text);
    return expected;
  }

  private static Map<String, String> texts(JsonNode row) {
    Map<String, String> texts = new HashMap<>();
    row.forEachEntry(
        (name, value) ->
            texts.put(name, value.isNumber() ? number(value.doubleValue()) : value.stringValue()));
    return texts;
  }

  private static String number(double value) {
    return "the number " + value;
  }

  @Test
  void columnsStandInTheDocumentedOrderThenInTheCataloguesThenByName() throws IOException {
    InteractionType type = type("WebsiteClicked");
    Map<String, String> fields = new HashMap<>();
    for (Column column : type.columns()) {
      if (!List.of("InteractionType", "Timestamp", "ContactId", "Version").contains(column.name())
          && !column.name().equals("InternalMarketingInteractionId")) {
        fields.put(column.name(), "x");
      }
    }
    fields.put("zLast", "x");
    fields.put("AFirst", "x");
    String json = write(Escapes.ONCE, type, "WebsiteClicked", row(fields));
    assertThat(Calls.JSON.readTree(json).propertyNames())
        .containsExactly(
            ("InteractionId InteractionType Timestamp OrganizationId SendingId ContactId"
                    + " CustomerJourneyId CustomerJourneyIterationId WebsiteId PageAddress PageId"
                    + " ReferrerUri SearchPhrase SearchEngineName Link LinkFriendlyName VisitorId"
                    + " SessionId AccountId CountryIsoCode State City PostalCode BrowserId"
                    + " BrowserVersion OperatingSystemId OperatingSystemVersion VisitDuration"
                    + " VisitorReturningStatus VisitorAnonymousStatus LeadId AFirst zLast")
                .split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "7",
        "-12",
        "4.50",
        "0.1",
        "1e3",
        "1E+3",
        "-1.5e-7",
        "9223372036854775807",
        "12345678901234567890"
      })
  void numbersOfNumericColumnsAreNumbers(String number) throws IOException {
    assertThat(write(Escapes.TWICE, SURVEY, "s", row(Map.of("Score", number))))
        .contains("\\\"Score\\\":" + number + "}");
    assertThat(write(Escapes.TWICE, SURVEY, "s", row(Map.of("SurveyId", number))))
        .contains("\\\"SurveyId\\\":\\\"" + number + "\\\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01",
        "+1",
        ".5",
        "5.",
        "1,5",
        "1e",
        "1e999",
        "-1e999",
        "NaN",
        "Infinity",
        "0x10",
        " 1",
        "1 ",
        "1\n",
        "٣",
        "-",
        "1f",
        "1d",
        "1_000"
      })
  void othersAreStrings(String text) throws IOException {
    String json = write(Escapes.ONCE, SURVEY, "s", row(Map.of("Score", text)));
    assertThat(Calls.JSON.readTree(json).get("Score").isString()).isTrue();
    assertThat(Calls.JSON.readTree(json).get("Score").stringValue()).isEqualTo(text);
  }

  @Test
  void numbersOfManyDigitsAreStrings() {
    assertThat(JsonNumber.matches("1".repeat(JsonNumber.MAX_LENGTH))).isTrue();
    assertThat(JsonNumber.matches("1".repeat(JsonNumber.MAX_LENGTH + 1))).isFalse();
  }

  @Test
  void everyCharacterOfAsciiIsEscapedAsJsonAsksFor() throws IOException {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x80; c++) {
      all.append(c);
    }
    String text = all.append("é\u07ff\u0800\u2028\uffff😀\udbff\udfff").toString();
    ByteArrayOutputStream once = new ByteArrayOutputStream();
    new JsonBuffer(once).put(text, Escapes.ONCE).flush();
    assertThat(once.toString(UTF_8)).isEqualTo(Escapes.ONCE.escape(text));
    assertThat(Calls.JSON.readTree("\"" + once.toString(UTF_8) + "\"").stringValue())
        .isEqualTo(text);
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    new JsonBuffer(twice).put(text, Escapes.TWICE).flush();
    assertThat(twice.toString(UTF_8))
        .isEqualTo(Escapes.ONCE.escape(Escapes.ONCE.escape(text)))
        .isEqualTo(Escapes.TWICE.escape(text));
  }

  @Test
  void halfAPairIsReplaced() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonBuffer(out).put("a\ud83d,\ude00\ud83d", Escapes.ONCE).flush();
    assertThat(out.toString(UTF_8)).isEqualTo("a\uFFFD,\uFFFD\uFFFD");
  }

  @Test
  void pairsSurviveAtEveryPlace() throws IOException {
    for (int before = 505; before < 520; before++) {
      String text = "x".repeat(before) + "😀".repeat(600);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      new JsonBuffer(out).put(text, Escapes.TWICE).flush();
      assertThat(out.toString(UTF_8)).isEqualTo(text);
    }
  }

  private static Interaction row(Map<String, String> fields) {
    return new Interaction(
        ContactId.parse("c"),
        new TypeName("t"),
        Instant.EPOCH,
        InteractionId.parse("i"),
        7,
        Fields.of(fields));
  }

  private static InteractionType type(String name) {
    return Calls.CATALOGUE.find(name).orElseThrow();
  }

  private static String write(
      Escapes escapes, InteractionType type, String spelling, Interaction... rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonBuffer buffer = new JsonBuffer(out);
    InteractionWriter writer = new InteractionWriter(buffer, new RowPlan(type, escapes), spelling);
    for (Interaction row : rows) {
      writer.write(row);
    }
    buffer.flush();
    assertThat(buffer.total()).isEqualTo(out.size());
    return out.toString(UTF_8);
  }

  @Test
  void typesWithNumbersAreThose() {
    assertThat(SURVEY.columns()).contains(new Column("Score", DataType.DOUBLE));
  }
}
