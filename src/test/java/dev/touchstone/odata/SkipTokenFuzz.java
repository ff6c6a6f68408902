package dev.touchstone.odata;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;

/** No text but one that was made here is taken for a token, and none does worse than be refused. */
class SkipTokenFuzz {
  private static final Query QUERY =
      new Query(ContactId.parse("c"), new TypeName("t"), TimeRange.ALL, 0, null);

  @FuzzTest(maxDuration = "5s")
  void read(FuzzedDataProvider data) {
    String token = data.consumeRemainingAsString();
    try {
      Calls.TOKENS.read(QUERY, token);
    } catch (ODataException e) {
      return;
    }
    throw new AssertionError("a token from nowhere was accepted");
  }
}
