package dev.touchstone.store.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.StoreException;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyCodecTest {
  private static final int ROUNDS = 50_000;

  private final Random random = Randoms.random(KeyCodecTest.class);

  @Test
  void bytesAreAsDocumented() {
    byte[] key =
        KeyCodec.encode(
            ContactId.parse("2aac86fe-48a9-5536-a607-97495221c573"),
            new TypeName("EmailSent"),
            new Position(
                Instant.parse("2020-03-16T18:58:06.5Z"),
                InteractionId.parse("DFF30757B4385B518F3FA7341C10E814")));
    assertThat(HexFormat.of().formatHex(key))
        .isEqualTo(
            "012aac86fe48a95536a60797495221c573"
                + "456d61696c53656e7400"
                + "e253fc7982e2329aff"
                + "01dff30757b4385b518f3fa7341c10e814");
  }

  @Test
  void comesBackAsItWas() {
    for (int i = 0; i < ROUNDS; i++) {
      Interaction interaction = Interactions.any(random);
      KeyCodec.Key key = KeyCodec.decode(KeyCodec.encode(interaction));
      assertThat(key.contact()).isEqualTo(interaction.contact());
      assertThat(key.type()).isEqualTo(interaction.type());
      assertThat(key.position()).isEqualTo(Position.of(interaction));
    }
  }

  @Test
  void bytesOfPositionsCompareLikePositions() {
    for (int i = 0; i < ROUNDS; i++) {
      Position a = new Position(Interactions.timestamp(random), Interactions.id(random));
      Position b =
          new Position(
              random.nextBoolean() ? a.timestamp() : Interactions.timestamp(random),
              Interactions.id(random));
      int asBytes = Arrays.compareUnsigned(KeyCodec.encode(a), KeyCodec.encode(b));
      assertThat(Integer.signum(asBytes))
          .as("%s %s", a, b)
          .isEqualTo(Integer.signum(a.compareTo(b)));
    }
  }

  @Test
  void keysOfOneContactCompareByTypeThenPosition() {
    ContactId contact = Interactions.contact(random);
    for (int i = 0; i < ROUNDS; i++) {
      Interaction a = Interactions.any(random);
      Interaction b = Interactions.any(random);
      int expected = a.type().compareTo(b.type());
      expected = expected != 0 ? expected : Position.of(a).compareTo(Position.of(b));
      int asBytes =
          Arrays.compareUnsigned(
              KeyCodec.encode(contact, a.type(), Position.of(a)),
              KeyCodec.encode(contact, b.type(), Position.of(b)));
      assertThat(Integer.signum(asBytes)).isEqualTo(Integer.signum(expected));
    }
  }

  @Test
  void prefixOfAContactIsThePrefixOfNoOtherContact() {
    for (int i = 0; i < ROUNDS; i++) {
      ContactId contact = Interactions.contact(random);
      Interaction interaction = Interactions.any(random);
      byte[] key = KeyCodec.encode(interaction);
      assertThat(isPrefix(KeyCodec.encode(contact), key))
          .isEqualTo(contact.equals(interaction.contact()));
    }
  }

  @Test
  void keysOfAPrefixLieBetweenItAndWhatComesAfter() {
    for (int i = 0; i < ROUNDS; i++) {
      byte[] prefix = KeyCodec.encode(Interactions.contact(random), Interactions.type(random));
      byte[] after = KeyCodec.afterPrefix(prefix);
      byte[] key = KeyCodec.encode(Interactions.any(random));
      boolean between =
          Arrays.compareUnsigned(prefix, key) <= 0 && Arrays.compareUnsigned(key, after) < 0;
      assertThat(between).isEqualTo(isPrefix(prefix, key));
    }
  }

  @Test
  void nothingComesAfterAPrefixOfHighestBytes() {
    assertThat(KeyCodec.afterPrefix(new byte[] {-1, -1})).isNull();
    assertThat(KeyCodec.afterPrefix(new byte[] {1, -1})).containsExactly(2);
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] key = KeyCodec.encode(Interactions.any(random));
    assertThatThrownBy(() -> KeyCodec.decode(new byte[0]))
        .isInstanceOf(StoreException.Damaged.class);
    assertThatThrownBy(() -> KeyCodec.decode(new byte[] {9, 9, 9}))
        .isInstanceOf(StoreException.Damaged.class);
    for (int length = 0; length < key.length - InteractionId.MAX_BYTES; length++) {
      byte[] cut = Arrays.copyOf(key, length);
      assertThatThrownBy(() -> KeyCodec.decode(cut)).isInstanceOf(StoreException.Damaged.class);
    }
  }

  private static boolean isPrefix(byte[] prefix, byte[] key) {
    return key.length >= prefix.length
        && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length);
  }
}
