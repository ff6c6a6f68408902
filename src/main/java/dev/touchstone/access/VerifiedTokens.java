package dev.touchstone.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens whose signature was found good, by the digest of their text: to verify one takes longer
 * than to answer a request. Of too many, the one that was used least recently is forgotten. Only a
 * good token gets in, so strangers cannot push others out. Thread-safe.
 */
final class VerifiedTokens {
  static final int MAX_TOKENS = 10_000;

  private final Map<String, Verified> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
          return size() > MAX_TOKENS;
        }
      };

  /**
   * @param expires from when on the token is refused
   * @param keys the issuer's
   * @param key the one that verified it
   */
  record Verified(Caller caller, Instant expires, ProviderKeys keys, PublishedKey key) {}

  synchronized @Nullable Verified find(String digest) {
    return entries.get(digest);
  }

  synchronized void remember(String digest, Verified entry) {
    entries.put(digest, entry);
  }

  synchronized int size() {
    return entries.size();
  }
}
