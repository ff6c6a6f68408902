package dev.touchstone.privacy.request;

import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A request of a person, without personal data: contacts appear as keyed hashes.
 *
 * @param id of the request
 * @param right what is asked for
 * @param contacts the keyed hashes
 * @param received when it came in
 * @param due until when it must be answered
 * @param history what was done, first to last; the creation is the first
 */
public record SubjectRequest(
    String id,
    Right right,
    List<String> contacts,
    Instant received,
    Instant due,
    RequestState state,
    List<Event> history) {
  /** One month, Article 12(3) of the GDPR, told in days that are never more than a month. */
  public static final Duration TERM = Duration.ofDays(30);

  /** Two further months, likewise. */
  public static final Duration EXTENSION = Duration.ofDays(60);

  public SubjectRequest {
    contacts = List.copyOf(contacts);
    history = List.copyOf(history);
  }

  /**
   * What somebody did.
   *
   * @param caller who: the id of a key or a user
   * @param answer the digest of a package, or the id of a receipt; empty if there is none
   */
  public record Event(Instant time, String caller, Step step, Reason reason, String answer) {
    boolean says(Event other) {
      return caller.equals(other.caller)
          && step == other.step
          && reason.equals(other.reason)
          && answer.equals(other.answer);
    }
  }

  /** How many whole days are left; below 0 when it is late. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, due).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  boolean isOpen() {
    return state == RequestState.OPEN;
  }

  /** Whether this was the last that was done: then doing it again changes nothing. */
  boolean endsWith(Event event) {
    return history.getLast().says(event);
  }

  /**
   * The request after a step.
   *
   * @throws InvalidValueException if the step cannot be taken
   */
  SubjectRequest after(Event event) {
    if (!isOpen()) {
      throw new InvalidValueException(
          event.step().text(), "nothing any more: the request is %s".formatted(state.text()));
    }
    if (event.step() == Step.EXTEND) {
      checkExtension(event);
    }
    if (event.step() == Step.COMPLETE) {
      right.checkAnswer(event.answer());
    } else if (!event.answer().isEmpty()) {
      throw new InvalidValueException(event.answer(), "no answer but with the step complete");
    }
    List<Event> more = new ArrayList<>(history);
    more.add(event);
    Instant until = event.step() == Step.EXTEND ? due.plus(EXTENSION) : due;
    return new SubjectRequest(id, right, contacts, received, until, event.step().after(), more);
  }

  private void checkExtension(Event event) {
    if (history.stream().anyMatch(it -> it.step() == Step.EXTEND)) {
      throw new InvalidValueException("extend", "one extension; this request had it");
    }
    if (event.time().isAfter(due)) {
      throw new InvalidValueException("extend", "an extension within the first 30 days");
    }
  }
}
