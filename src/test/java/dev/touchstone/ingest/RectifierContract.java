package dev.touchstone.ingest;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.ingest.Rectification.Cause;
import dev.touchstone.ingest.Rectification.Rectified;
import dev.touchstone.ingest.Rectification.Refused;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Corrections, on every engine. */
abstract class RectifierContract {
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00.9Z");
  private static final InteractionId ID = InteractionId.parse("i-1");
  private static final TypeName OPENED = new TypeName("EmailOpened");
  private static final Map<String, String> FIELDS =
      Map.of("EmailAddressUsed", "wrong@example.org", "EmailDomain", "example.org");

  private InteractionStore store;
  private Rectifier rectifier;

  abstract InteractionStore openEmpty();

  @BeforeEach
  void open() {
    store = openEmpty();
    rectifier = new Rectifier(store, CatalogueFile.standard(), InstantSource.fixed(NOW));
    store.append(List.of(sent(1, FIELDS)));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Interaction sent(long version, Map<String, String> fields) {
    return new Interaction(ANNA, SENT, NOON, ID, version, Fields.of(fields));
  }

  private static Correction correction(
      ContactId contact, @Nullable TypeName type, Map<String, String> values) {
    return new Correction(contact, ID, type, values, "officer", "request-4711");
  }

  private Rectification rectify(Map<String, String> values) {
    return rectifier.rectify(correction(ANNA, null, values));
  }

  private static void refused(Rectification outcome, Cause cause, String message) {
    assertThat(outcome).isInstanceOf(Refused.class);
    assertThat(((Refused) outcome).cause()).isEqualTo(cause);
    assertThat(((Refused) outcome).message()).contains(message);
  }

  private Interaction stored() {
    List<Interaction> rows =
        store.read(new Query(ANNA, SENT, TimeRange.ALL, 10, null)).interactions();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  @Test
  void theRightValueIsReadWithWhoAndWhy() {
    Rectification outcome =
        rectify(Map.of("EmailAddressUsed", "right@example.org", "EmailDomain", ""));
    assertThat(((Rectified) outcome).columns()).containsExactly("EmailAddressUsed", "EmailDomain");
    assertThat(stored()).isEqualTo(((Rectified) outcome).row());
    assertThat(stored().fields().toMap())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "EmailAddressUsed",
                "right@example.org",
                "RectifiedAt",
                "2026-05-04T12:00:00Z",
                "RectifiedBy",
                "officer",
                "RectifiedReason",
                "request-4711"));
    assertThat(stored().version()).isEqualTo(Rectifier.FIRST_VERSION);
  }

  /** The same row, and what its source made of it since. */
  @Test
  void whatTheSourceSendsAgainDoesNotTakeItBack() {
    rectify(Map.of("EmailAddressUsed", "right@example.org"));
    for (long version : new long[] {1, 2, 1L << 21, 1L << 40}) {
      assertThat(store.append(List.of(sent(version, FIELDS)))).containsExactly(Verdict.SUPERSEDED);
      assertThat(stored().fields().get("EmailAddressUsed")).isEqualTo("right@example.org");
    }
  }

  @Test
  void aCorrectionIsCorrected() {
    rectify(Map.of("EmailAddressUsed", "almost@example.org"));
    rectify(Map.of("EmailAddressUsed", "right@example.org"));
    assertThat(stored().fields().get("EmailAddressUsed")).isEqualTo("right@example.org");
    assertThat(stored().version()).isEqualTo(Rectifier.FIRST_VERSION + 1);
    Interaction corrected = stored();
    assertThat(rectify(Map.of("EmailAddressUsed", "right@example.org")))
        .isEqualTo(new Rectified(corrected, List.of()));
    assertThat(stored()).isEqualTo(corrected);
  }

  @Test
  void whatIsRefusedChangesNothing() {
    refused(rectify(Map.of("Timestamp", "2020-01-01T00:00:00Z")), Cause.INVALID, "Timestamp: ");
    refused(rectify(Map.of("RectifiedBy", "nobody")), Cause.INVALID, "RectifiedBy: ");
    refused(rectify(Map.of("Colour", "red")), Cause.INVALID, "Colour: the type EmailSent has no");
    refused(rectify(Map.of()), Cause.INVALID, "no column is named");
    refused(rectify(Map.of("EmailDomain", "x".repeat(Fields.MAX_BYTES))), Cause.INVALID, "at most");
    refused(
        rectifier.rectify(correction(BERT, null, Map.of("EmailDomain", "a"))),
        Cause.NOT_FOUND,
        "no interaction 'i-1'");
    refused(
        rectifier.rectify(correction(ANNA, OPENED, Map.of("EmailDomain", "a"))),
        Cause.NOT_FOUND,
        "of type EmailOpened");
    assertThat(stored()).isEqualTo(sent(1, FIELDS));
  }

  @Test
  void ofSeveralWithOneIdTheTypeSaysWhich() {
    store.append(List.of(new Interaction(ANNA, OPENED, NOON, ID, 1, Fields.of(FIELDS))));
    Map<String, String> right = Map.of("EmailAddressUsed", "right@example.org");
    refused(rectify(right), Cause.CONFLICT, "name the type");
    assertThat(rectifier.rectify(correction(ANNA, SENT, right))).isInstanceOf(Rectified.class);
    assertThat(stored().fields().get("EmailAddressUsed")).isEqualTo("right@example.org");
  }

  @Test
  void aboveTheHighestVersionThereIsNone() {
    store.append(List.of(sent(Long.MAX_VALUE, FIELDS)));
    refused(rectify(Map.of("EmailDomain", "a")), Cause.INVALID, "a lower version");
  }
}
