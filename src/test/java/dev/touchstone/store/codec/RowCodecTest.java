package dev.touchstone.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.Column;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.StoreException;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowCodecTest {
  private static final int ROUNDS = 50_000;

  private final Random random = Randoms.random(RowCodecTest.class);

  @Test
  void bytesAreAsDocumented() {
    byte[] row =
        RowCodec.encode(
            row(300, Map.of("City", "Zürich", "BoostValue", "12", "Own", "x", "LeadId", "")));
    assertThat(HexFormat.ofDelimiter(" ").formatHex(row))
        .isEqualTo("01 ac 02 05 02 0c 0b 38 5a c3 bc 72 69 63 68 00 03 4f 77 6e 08 78");
  }

  @Test
  void everyFormOfValueComesBackAsItWas() {
    for (int i = 0; i < ROUNDS; i++) {
      Interaction interaction = Interactions.any(random);
      RowCodec.Row row = RowCodec.decode(RowCodec.encode(interaction));
      assertThat(row.version()).isEqualTo(interaction.version());
      assertThat(row.fields().toMap()).isEqualTo(interaction.fields().toMap());
    }
  }

  @Test
  void oneContentHasOneForm() {
    Fields fields = Interactions.fields(random);
    Interaction there = row(7, fields.toMap());
    Interaction back = row(7, RowCodec.decode(RowCodec.encode(there)).fields().toMap());
    assertThat(RowCodec.encode(back)).isEqualTo(RowCodec.encode(there));
  }

  @Test
  void compactFormsAreShort() {
    assertThat(RowCodec.encode(row(1, Map.of("MessageId", "bd6defc7-7fca-57ae-a553-11f309fa4778"))))
        .hasSize(2 + 1 + 17);
    assertThat(RowCodec.encode(row(1, Map.of("VisitorId", "12c98e1f5869e3f298fef62699ad9bbe"))))
        .hasSize(2 + 1 + 18);
  }

  @Test
  void everyColumnOfTheCatalogueHasANumber() {
    CatalogueFile.standard().types().stream()
        .flatMap(type -> type.columns().stream())
        .map(Column::name)
        .filter(
            name ->
                !name.matches(
                    "ContactId|InteractionType|Timestamp|InternalMarketingInteractionId|Version"))
        .forEach(name -> assertThat(ColumnNumbers.numberOf(name)).as(name).isPositive());
  }

  @Test
  void higherVersionWinsThenGreaterBytes() {
    byte[] one = RowCodec.encode(row(1, Map.of("City", "b")));
    byte[] greater = RowCodec.encode(row(1, Map.of("City", "c")));
    byte[] higher = RowCodec.encode(row(200, Map.of("City", "a")));
    assertThat(RowCodec.compare(one, one)).isZero();
    assertThat(RowCodec.compare(one, greater)).isNegative();
    assertThat(RowCodec.compare(greater, one)).isPositive();
    assertThat(RowCodec.compare(higher, greater)).isPositive();
    assertThat(RowCodec.compare(greater, higher)).isNegative();
  }

  @Test
  void damagedBytesAreRefusedAndNeverMisread() {
    byte[] row = RowCodec.encode(row(1, Map.of("City", "Dublin")));
    assertThatThrownBy(() -> RowCodec.decode(new byte[0]))
        .isInstanceOf(StoreException.Damaged.class);
    assertThatThrownBy(() -> RowCodec.decode(Arrays.copyOf(row, row.length - 1)))
        .isInstanceOf(StoreException.Damaged.class);
    byte[] future = row.clone();
    future[0] = 2;
    assertThatThrownBy(() -> RowCodec.decode(future))
        .isInstanceOf(StoreException.Damaged.class)
        .hasMessageContaining("row format 2, known is 1");
  }

  @Test
  void randomBytesAreEitherARowOrDamaged() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = RowCodec.FORMAT;
      }
      try {
        RowCodec.decode(bytes);
      } catch (StoreException.Damaged expected) {
        assertThat(expected).hasMessageStartingWith("stored bytes cannot be read");
      }
    }
  }

  private static Interaction row(long version, Map<String, String> fields) {
    return new Interaction(
        ContactId.parse("someone"),
        new TypeName("EmailSent"),
        Instant.EPOCH,
        InteractionId.parse("1"),
        version,
        Fields.of(fields));
  }
}
