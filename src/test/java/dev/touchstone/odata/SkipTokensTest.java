package dev.touchstone.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Interactions;
import dev.touchstone.testing.Randoms;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SkipTokensTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n\0é";
  private static final TimeRange RANGE = new TimeRange(Instant.EPOCH, Instant.EPOCH.plusNanos(9));
  private static final Query QUERY = query("c", "EmailSent", RANGE);

  private final SkipTokens tokens = new SkipTokens(new byte[32]);

  @Test
  void tokensComeBackAsTheirPosition() {
    Random random = Randoms.random(SkipTokensTest.class);
    for (int i = 0; i < 1_000; i++) {
      Position position = position(random);
      String token = tokens.write(QUERY, position);
      assertThat(token).matches("A[A-Za-z0-9_-]{30,220}");
      assertThat(tokens.read(QUERY, token)).isEqualTo(position);
    }
  }

  /** Callers keep tokens for as long as they like: those made long ago must still be read. */
  @Test
  void tokensAreTheSameForEver() {
    Position position = new Position(Instant.EPOCH, InteractionId.parse("x"));
    String token = "AUALUhRumlGztAlyoqHPlkLjENwR_wJ4";
    assertThat(tokens.write(QUERY, position)).isEqualTo(token);
    assertThat(tokens.read(QUERY, token)).isEqualTo(position);
  }

  @Test
  void anyAlteredCharacterIsRefused() {
    Random random = Randoms.random(SkipTokensTest.class);
    for (int round = 0; round < 5; round++) {
      String token = tokens.write(QUERY, position(random));
      for (int at = 0; at < token.length(); at++) {
        String rest = token.substring(at + 1);
        String before = token.substring(0, at);
        char right = token.charAt(at);
        ALPHABET.chars().filter(c -> c != right).forEach(c -> refused(before + (char) c + rest));
      }
    }
  }

  @Test
  void cutExtendedAndSwappedTokensAreRefused() {
    Random random = Randoms.random(SkipTokensTest.class);
    String token = tokens.write(QUERY, position(random));
    for (int at = 0; at < token.length(); at++) {
      refused(token.substring(0, at));
      refused(token.substring(at + 1));
      refused(token.substring(0, at) + "A" + token.substring(at));
      refused(token.substring(at) + token.substring(0, at) + "A");
    }
    for (int at = 1; at < token.length(); at++) {
      char[] swapped = token.toCharArray();
      swapped[at] = token.charAt(at - 1);
      swapped[at - 1] = token.charAt(at);
      if (!token.equals(new String(swapped))) {
        refused(new String(swapped));
      }
    }
    List.of("=", "==", " ", "A", "\n", token, "x".repeat(100_000))
        .forEach(end -> refused(token + end));
  }

  @Test
  void tokensAreBoundToContactTypeAndDates() {
    String token = tokens.write(QUERY, position(Randoms.random(SkipTokensTest.class)));
    TimeRange later = new TimeRange(RANGE.from().plusNanos(1), RANGE.to());
    TimeRange longer = new TimeRange(RANGE.from(), RANGE.to().plusNanos(1));
    refused(query("d", "EmailSent", RANGE), token);
    refused(query("c", "EmailSen", RANGE), token);
    refused(query("c", "EmailOpened", RANGE), token);
    refused(query("c", "EmailSent", TimeRange.ALL), token);
    refused(query("c", "EmailSent", later), token);
    refused(query("c", "EmailSent", longer), token);
    assertThat(tokens.read(QUERY, token)).isNotNull();
  }

  @Test
  void tokensOfAnotherKeyAreRefused() {
    byte[] key = new byte[32];
    key[31] = 1;
    String token = new SkipTokens(key).write(QUERY, position(new Random(1)));
    refused(token);
    assertThatThrownBy(() -> new SkipTokens(new byte[31])).hasMessage("a key of 32 bytes, not 31");
  }

  private void refused(String token) {
    refused(QUERY, token);
  }

  private void refused(Query query, String token) {
    assertThatThrownBy(() -> tokens.read(query, token))
        .isInstanceOfSatisfying(
            ODataException.class,
            e -> {
              assertThat(e.error().status()).isEqualTo(400);
              assertThat(e.error().code()).isEqualTo("0x80040203");
              assertThat(e.getMessage())
                  .startsWith("The parameter 'SkipToken' is not valid: '")
                  .hasSizeLessThan(400);
            });
  }

  private static Query query(String contact, String type, TimeRange range) {
    return new Query(ContactId.parse(contact), new TypeName(type), range, 0, null);
  }

  private static Position position(Random random) {
    return new Position(Interactions.timestamp(random), Interactions.id(random));
  }
}
