package dev.touchstone.http;

import dev.touchstone.odata.ODataError;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one request uses of its caller's allowance, from when the caller is known until the answer
 * is sent, however it ends. Belongs to one thread.
 */
final class Visit implements AutoCloseable {
  private final Throttle throttle;
  private @Nullable Usage usage;
  private boolean begun;
  private boolean ending;

  Visit(Throttle throttle) {
    this.throttle = throttle;
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
