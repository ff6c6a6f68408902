package dev.touchstone.store.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import dev.touchstone.store.StoreException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What the driver throws, said by what the caller can do. The driver's own messages may name
 * values, so they are not told. A fault, which nobody foresaw, is the cause of ours, without its
 * words.
 */
final class Failures {
  private Failures() {}

  static @Nullable Throwable causeOf(@Nullable Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Of a statement that failed. */
  static StoreException of(Request request, @Nullable Throwable failure) {
    Throwable cause = causeOf(failure);
    if (cause instanceof StoreException known) {
      return known;
    }
    String words = request.name() + ": " + words(cause);
    if (areAll(cause, Failures::isOverload)) {
      return new StoreException.Overloaded(words, null);
    }
    Throwable fault = faultIn(cause);
    if (request.kind() == Request.Kind.READ || areAll(cause, Failures::changesNothing)) {
      return new StoreException.Unavailable(words, fault);
    }
    return new StoreException.OutcomeUnknown(words, fault);
  }

  /** The same where other statements of the call may have changed something. */
  static StoreException amidChanges(StoreException failure) {
    return switch (failure) {
      case StoreException.OutcomeUnknown unknown -> unknown;
      case StoreException.Damaged damaged -> damaged;
      case StoreException.Unavailable it ->
          new StoreException.OutcomeUnknown("only a part may be done: " + it.getMessage(), it);
      case StoreException.Overloaded it ->
          new StoreException.OutcomeUnknown("only a part may be done: " + it.getMessage(), it);
    };
  }

  private interface Test {
    boolean holds(Throwable cause);
  }

  private static boolean areAll(@Nullable Throwable cause, Test test) {
    List<Throwable> each = each(cause);
    return !each.isEmpty() && each.stream().allMatch(it -> test.holds(it));
  }

  /** The first that is no answer of a node, such as a mistake in a statement. */
  private static @Nullable Throwable faultIn(@Nullable Throwable cause) {
    return each(cause).stream()
        .filter(it -> !isForeseen(it))
        .findFirst()
        .map(WordlessException::of)
        .orElse(null);
  }

  /** The failure, or what each node that was asked said. */
  private static List<Throwable> each(@Nullable Throwable cause) {
    if (cause instanceof AllNodesFailedException all
        && !(cause instanceof NoNodeAvailableException)) {
      return all.getAllErrors().values().stream().flatMap(List::stream).toList();
    }
    return cause == null ? List.of() : List.of(cause);
  }

  private static boolean isOverload(Throwable cause) {
    return cause instanceof OverloadedException
        || cause instanceof RequestThrottlingException
        || cause instanceof BusyConnectionException;
  }

  /** What a node says before it does anything. */
  private static boolean changesNothing(Throwable cause) {
    return cause instanceof UnavailableException
        || cause instanceof NoNodeAvailableException
        || cause instanceof BootstrappingException
        || cause instanceof QueryValidationException
        || isOverload(cause);
  }

  /** What is said, or not said, by nodes that are down, slow, or have too much to do. */
  private static boolean isForeseen(Throwable cause) {
    return isOverload(cause)
        || cause instanceof QueryConsistencyException
        || cause instanceof UnavailableException
        || cause instanceof BootstrappingException
        || cause instanceof NoNodeAvailableException
        || cause instanceof NodeUnavailableException
        || cause instanceof DriverTimeoutException
        || cause instanceof ClosedConnectionException
        || cause instanceof HeartbeatException;
  }

  private static String words(@Nullable Throwable cause) {
    if (cause instanceof AllNodesFailedException all
        && !(cause instanceof NoNodeAvailableException)) {
      return "every node that was asked failed: "
          + all.getAllErrors().values().stream()
              .flatMap(Collection::stream)
              .map(Failures::words)
              .distinct()
              .sorted()
              .reduce((a, b) -> a + "; " + b)
              .orElse("none was");
    }
    if (cause instanceof NoNodeAvailableException) {
      return "no node can be reached";
    }
    if (cause instanceof UnavailableException it) {
      return "%d replicas are needed and %d are alive".formatted(it.getRequired(), it.getAlive());
    }
    if (cause instanceof QueryConsistencyException it) {
      return "%s: %d replicas are needed and %d answered"
          .formatted(nameOf(it), it.getBlockFor(), it.getReceived());
    }
    return cause == null ? "no answer" : nameOf(cause);
  }

  private static String nameOf(Throwable cause) {
    return cause.getClass().getSimpleName().replaceFirst("Exception$", "");
  }
}
