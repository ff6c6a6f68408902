package dev.touchstone.access;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that one issuer publishes, fetched when they are too old, and when a token names one
 * that is not among them.
 *
 * <ul>
 *   <li>Trust in a removed key ends within {@code keysMaxAge} while the provider answers, because
 *       nobody gets older keys.
 *   <li>While it does not answer, keys are good up to {@code outageMaxAge}; then nothing can be
 *       judged.
 *   <li>Between two attempts lie at least {@link #PAUSE}, whatever tokens come in.
 * </ul>
 *
 * <p>Thread-safe. One thread fetches. The others wait for it, unless the provider is known to be
 * down: then they go on with the keys there are.
 */
final class ProviderKeys {
  /** The least time between two attempts to fetch. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ProviderKeys.class);

  private final Source source;
  private final Duration keysMaxAge;
  private final Duration outageMaxAge;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile State state = new State(Map.of(), null, null, false);

  /** Where keys come from. */
  interface Source {
    Map<String, PublishedKey> fetch() throws IOException;
  }

  /**
   * @param fetched when the provider was asked for these keys, null if there are none yet
   * @param tried when it was last asked
   * @param failing whether that was in vain
   */
  private record State(
      Map<String, PublishedKey> keys,
      @Nullable Instant fetched,
      @Nullable Instant tried,
      boolean failing) {}

  ProviderKeys(Source source, OpenIdSettings settings, InstantSource clock) {
    this.source = source;
    this.keysMaxAge = settings.keysMaxAge();
    this.outageMaxAge = settings.outageMaxAge();
    this.clock = clock;
  }

  /**
   * The key of an id, or null if the provider publishes none.
   *
   * @throws ProviderException if that cannot be told now
   */
  @Nullable PublishedKey find(String id) throws ProviderException {
    State now = current();
    PublishedKey key = now.keys().get(id);
    if (key == null) {
      now = refreshed(now);
      key = now.keys().get(id);
    }
    if (key == null && now.failing()) {
      throw new ProviderException(PAUSE);
    }
    return key;
  }

  /**
   * Whether the provider still publishes a key.
   *
   * @throws ProviderException if that cannot be told now
   */
  boolean publishes(PublishedKey key) throws ProviderException {
    return key.isSameAs(current().keys().get(key.id()));
  }

  /** Keys that may be used at this moment. */
  private State current() throws ProviderException {
    State now = state;
    if (isOlder(now.fetched(), keysMaxAge)) {
      now = refreshed(now);
    }
    if (isOlder(now.fetched(), outageMaxAge)) {
      throw new ProviderException(PAUSE);
    }
    return now;
  }

  private State refreshed(State seen) {
    if (!isOlder(seen.tried(), PAUSE)) {
      return state;
    }
    boolean wait = !seen.failing() || seen.fetched() == null;
    if (wait) {
      lock.lock();
    } else if (!lock.tryLock()) {
      return seen;
    }
    try {
      if (state.equals(seen)) {
        state = fetch(seen);
      }
      return state;
    } finally {
      lock.unlock();
    }
  }

  private State fetch(State seen) {
    Instant now = clock.instant();
    try {
      Map<String, PublishedKey> keys = Map.copyOf(source.fetch());
      if (seen.failing()) {
        LOG.info("The token provider answers again");
      }
      return new State(keys, now, now, false);
    } catch (IOException e) {
      if (!seen.failing()) {
        LOG.warn("The token provider's keys cannot be fetched: {}", e.getMessage());
      }
      return new State(seen.keys(), seen.fetched(), now, true);
    }
  }

  /** Whether a time lies further back than an age, or in the future, or never was. */
  private boolean isOlder(@Nullable Instant time, Duration age) {
    if (time == null) {
      return true;
    }
    Duration since = Duration.between(time, clock.instant());
    return since.isNegative() || since.compareTo(age) >= 0;
  }
}
