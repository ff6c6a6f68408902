package dev.touchstone.privacy.request;

import dev.touchstone.interaction.InvalidValueException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a request in the list: those that are due first come first.
 *
 * @param id of the request
 */
record Place(Instant due, String id) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::due).thenComparing(Place::id);
  private static final Pattern FORM = Pattern.compile("([0-9TZ:.-]{1,40})_([0-9a-f-]{36})");

  static Place of(SubjectRequest request) {
    return new Place(request.due(), request.id());
  }

  /** As it stands in answers. */
  String text() {
    return due + "_" + id;
  }

  /**
   * Reads a place.
   *
   * @throws InvalidValueException if it is none
   */
  static Place parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (parts.matches()) {
      try {
        return new Place(Instant.parse(parts.group(1)), parts.group(2));
      } catch (DateTimeException e) {
        throw wrong(text);
      }
    }
    throw wrong(text);
  }

  private static InvalidValueException wrong(String text) {
    return new InvalidValueException(text, "what 'next' of an answer said");
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
