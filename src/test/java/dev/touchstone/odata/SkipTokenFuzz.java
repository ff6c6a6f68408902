package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;

/** Whatever is taken for a token is one, in the one spelling it has; the rest is refused. */
class SkipTokenFuzz {
  private static final Query QUERY =
      new Query(ContactId.parse("c"), new TypeName("t"), TimeRange.ALL, 0, null);

  @FuzzTest(maxDuration = "5s")
  void read(FuzzedDataProvider data) {
    String token = new String(data.consumeRemainingAsBytes(), UTF_8);
    Position position;
    try {
      position = Calls.TOKENS.read(QUERY, token);
    } catch (ODataException e) {
      return;
    }
    if (!Calls.TOKENS.write(QUERY, position).equals(token)) {
      throw new AssertionError("another spelling of a token was accepted");
    }
  }
}
