package dev.touchstone.http;

import dev.touchstone.odata.ODataError;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.audit.Trail;
import dev.touchstone.store.StoreException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one request uses of its caller's allowance, from when the caller is known until the answer
 * is sent, however it ends; and the note that is taken of what it read. Belongs to one thread.
 */
final class Visit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);

  private final Throttle throttle;
  private final Trail trail;
  private final Occasion occasion;
  private @Nullable Usage usage;
  private boolean begun;
  private boolean ending;

  Visit(Throttle throttle, Trail trail, Occasion occasion) {
    this.throttle = throttle;
    this.trail = trail;
    this.occasion = occasion;
  }

  /** On what occasion the request reads. */
  Occasion occasion() {
    return occasion;
  }

  /**
   * Takes note of what was read, before the end of the answer is sent.
   *
   * @param complete whether the answer is what was asked for
   * @throws dev.touchstone.store.StoreException if no note can be taken: then the answer must not
   *     come to its end
   */
  void note(boolean complete) {
    occasion.end(trail, complete);
  }

  /** Takes note of what was read for an answer that broke off. */
  void noteFailure() {
    try {
      occasion.end(trail, false);
    } catch (StoreException | IllegalStateException e) {
      LOG.error(
          "caller {} read for an answer that broke off, of which no note could be taken",
          occasion.caller(),
          e);
    }
  }

  /** The caller is known; what stands against letting in one more request of theirs. */
  Optional<ODataError> begin(String caller) {
    if (throttle.isOff()) {
      return Optional.empty();
    }
    Usage of = throttle.of(caller);
    Optional<ODataError> excess = of.begin(throttle.now());
    usage = of;
    begun = excess.isEmpty();
    return excess;
  }

  /** What an answer tells the caller of what is left; nothing to who is not known. */
  Map<String, String> headers() {
    return usage == null ? Map.of() : usage.remaining(throttle.now());
  }

  /** All but the end of the answer is sent. */
  void endBegins() {
    if (begun && !ending && usage != null) {
      usage.endBegins(throttle.now());
      ending = true;
    }
  }

  @Override
  public void close() {
    if (begun && usage != null) {
      usage.end(throttle.now(), ending);
      begun = false;
    }
  }
}
