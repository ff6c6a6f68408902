package dev.touchstone.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.IntakeReport.RejectedRow;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.DataType;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Intakes whose clock stands still, and rows for them. */
final class Intakes {
  static final String NOW = "2024-05-01T12:00:00Z";

  /** The fewest members that a row needs. */
  static final String LEAST =
      "\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2020-03-16T18:58:06Z\"";

  static final int MAX_BYTES = 4 << 20;
  static final int MAX_ROW_BYTES = 2 << 20;
  static final int MAX_REPORTED = 5;

  /** A company's own type beside those of the product, with a column of every kind. */
  static final TypeCatalogue TYPES =
      CatalogueFile.standard()
          .with(
              List.of(
                  new InteractionType(
                      new TypeName("Own"),
                      List.of("Mine"),
                      false,
                      null,
                      null,
                      true,
                      null,
                      List.of(
                          new Column("Text", DataType.STRING),
                          new Column("Whole", DataType.INT64),
                          new Column("Number", DataType.DOUBLE),
                          new Column("Moment", DataType.DATE_TIME),
                          new Column("Guid", DataType.GUID),
                          new Column("Needed", DataType.STRING, true),
                          new Column("Timestamp", DataType.DATE_TIME, true)))));

  private Intakes() {}

  static Intake of(InteractionStore store) {
    return of(store, RowRules.ofSender(Decision.KEEP, Decision.KEEP, Duration.ofHours(24)));
  }

  static Intake of(InteractionStore store, RowRules rules) {
    return new Intake(
        new RowContract(TYPES, rules, InstantSource.fixed(Instant.parse(NOW))),
        store,
        new Retry(List.of(), pause -> {}),
        new IntakeLimits(MAX_BYTES, MAX_ROW_BYTES, MAX_REPORTED));
  }

  static IntakeReport lines(Intake intake, String body) {
    return run(intake, RowFormat.NDJSON, body.getBytes(UTF_8));
  }

  static IntakeReport array(Intake intake, String body) {
    return run(intake, RowFormat.JSON_ARRAY, body.getBytes(UTF_8));
  }

  static IntakeReport run(Intake intake, RowFormat format, byte[] body) {
    return intake.run(new ByteArrayInputStream(body), format, Compression.NONE);
  }

  /** A row of EmailSent with an id of its own. */
  static String row(int number) {
    return "{%s,\"ContactId\":\"c\",\"InteractionId\":\"%d\"}".formatted(LEAST, number);
  }

  static String codes(IntakeReport report) {
    return String.join(
        " ", report.rejected().stream().map(RejectedRow::code).map(RejectionCode::text).toList());
  }
}
