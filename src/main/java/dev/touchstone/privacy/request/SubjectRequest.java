package dev.touchstone.privacy.request;

import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request of a person, without personal data: who asks appears as keyed hashes.
 *
 * @param id of the request
 * @param right what is asked for
 * @param contacts the keyed hashes of the ids under which the person is known; none if they are not
 * @param address the keyed hash of the mail address that they wrote from; empty if none was given
 * @param received when it came in
 * @param due until when it must be answered
 * @param history what was done, first to last; the creation is the first
 */
public record SubjectRequest(
    String id,
    Right right,
    List<String> contacts,
    String address,
    Instant received,
    Instant due,
    RequestState state,
    List<Event> history) {
  /** The most contacts of one request: the ids under which one person is known. */
  public static final int MAX_CONTACTS = 100;

  /** No request is due later than this after it was received. */
  static final Duration LONGEST_TERM = Duration.ofDays(100);

  private static final int TERM_MONTHS = 1;
  private static final int EXTENDED_MONTHS = 3;
  private static final int DAYS_A_MONTH = 30;

  public SubjectRequest {
    contacts = List.copyOf(contacts);
    history = List.copyOf(history);
  }

  /**
   * What somebody did.
   *
   * @param caller who: the id of a key or a user
   * @param contacts the keyed hashes of those whom the step named
   * @param answer the digest of a package, the id of a receipt, a reference; empty if there is none
   */
  public record Event(
      Instant time, String caller, Step step, Reason reason, List<String> contacts, String answer) {
    public Event {
      contacts = List.copyOf(contacts);
    }

    private boolean says(Event other) {
      return caller.equals(other.caller)
          && step == other.step
          && reason.equals(other.reason)
          && contacts.equals(other.contacts)
          && answer.equals(other.answer);
    }
  }

  /** Until when a request must be answered. */
  static Instant due(Instant received) {
    return within(received, TERM_MONTHS);
  }

  /**
   * One month, and three when extended (Article 12(3) of the GDPR): 30 days each, or less where the
   * calendar's month is shorter. So no day of the month is too late.
   */
  private static Instant within(Instant received, int months) {
    Instant byDays = received.plus(Duration.ofDays((long) months * DAYS_A_MONTH));
    Instant byCalendar = received.atZone(ZoneOffset.UTC).plusMonths(months).toInstant();
    return byDays.isBefore(byCalendar) ? byDays : byCalendar;
  }

  static int checkContacts(int count) {
    if (count > MAX_CONTACTS) {
      throw new InvalidValueException(
          "%,d contacts".formatted(count), "at most %,d contacts".formatted(MAX_CONTACTS));
    }
    return count;
  }

  /** How many whole days are left; below 0 when it is late. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, due).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  /** Whether it should have been answered by now. */
  public boolean isOverdue(Instant now) {
    return isOpen() && now.isAfter(due);
  }

  public boolean isOpen() {
    return state == RequestState.OPEN;
  }

  /** Whether its last step closed it, before a moment. */
  boolean wasClosedBefore(Instant moment) {
    return !isOpen() && history.getLast().time().isBefore(moment);
  }

  /** Whether this was the last that was done: then doing it again changes nothing. */
  boolean endsWith(Event event) {
    return history.getLast().says(event);
  }

  /**
   * Why a step cannot be taken as the request stands; empty if it can.
   *
   * @throws InvalidValueException if it is no step that anybody could take
   */
  Optional<String> obstacle(Event event) {
    check(event);
    if (!isOpen()) {
      return Optional.of(
          "the request is %s, and nothing changes it any more".formatted(state.text()));
    }
    return switch (event.step()) {
      case EXTEND -> extensionObstacle(event.time());
      case IDENTIFY -> identifyObstacle(event);
      case COMPLETE -> completeObstacle(event.answer());
      case CREATE, REFUSE, WITHDRAW -> Optional.empty();
    };
  }

  private void check(Event event) {
    if (event.step() == Step.COMPLETE) {
      right.checkAnswer(event.answer());
    } else if (!event.answer().isEmpty()) {
      throw new InvalidValueException(event.answer(), "no answer, but for the step complete");
    }
    if ((event.step() == Step.IDENTIFY) == event.contacts().isEmpty()) {
      throw new InvalidValueException(
          "%,d contacts".formatted(event.contacts().size()),
          "at least one for the step identify, and none for others");
    }
  }

  private Optional<String> extensionObstacle(Instant now) {
    if (history.stream().anyMatch(it -> it.step() == Step.EXTEND)) {
      return Optional.of("the request was extended before, and is extended only once");
    }
    return now.isAfter(due)
        ? Optional.of("the request was due %s; it is extended before that".formatted(due))
        : Optional.empty();
  }

  private Optional<String> identifyObstacle(Event event) {
    checkContacts(all(event).size());
    return contacts.containsAll(event.contacts())
        ? Optional.of("the request names these contacts already")
        : Optional.empty();
  }

  private Optional<String> completeObstacle(String answer) {
    if (!right.takesProof() || contacts.isEmpty() == answer.equals(Right.NONE)) {
      return Optional.empty();
    }
    return Optional.of(
        contacts.isEmpty()
            ? "the request names no contact yet; say with the step identify who is meant"
            : "the request names contacts: '%s' is the answer to who is not known"
                .formatted(Right.NONE));
  }

  private Set<String> all(Event event) {
    Set<String> all = new LinkedHashSet<>(contacts);
    all.addAll(event.contacts());
    return all;
  }

  /** The request after a step that has no {@link #obstacle}. */
  SubjectRequest after(Event event) {
    List<Event> more = new ArrayList<>(history);
    more.add(event);
    Instant until = event.step() == Step.EXTEND ? within(received, EXTENDED_MONTHS) : due;
    return new SubjectRequest(
        id, right, List.copyOf(all(event)), address, received, until, event.step().after(), more);
  }
}
