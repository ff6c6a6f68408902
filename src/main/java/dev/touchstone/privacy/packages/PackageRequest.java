package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.store.TimeRange;
import java.util.List;

/**
 * Whose data is asked for.
 *
 * @param contacts the ids under which one person is known: 1 to {@value #MAX_CONTACTS}, each once
 * @param range the time from which interactions are wanted
 */
public record PackageRequest(List<ContactId> contacts, TimeRange range) {
  /** The most contact ids of one package. */
  public static final int MAX_CONTACTS = 100;

  public PackageRequest {
    contacts = contacts.stream().distinct().toList();
    if (contacts.isEmpty() || contacts.size() > MAX_CONTACTS) {
      throw new InvalidValueException(
          "%,d contacts".formatted(contacts.size()),
          "1 to %d contact ids of one person".formatted(MAX_CONTACTS));
    }
    if (contacts.contains(ContactId.NONE)) {
      throw new IllegalArgumentException("the rows of nobody are nobody's to ask for");
    }
    if (range.isEmpty()) {
      throw new InvalidValueException(
          range.from() + " to " + range.to(), "a time that begins before it ends");
    }
  }

  /** Whether everything is asked for, from whatever time. */
  public boolean isUnfiltered() {
    return range.equals(TimeRange.ALL);
  }

  @Override
  public String toString() {
    return "PackageRequest[of " + contacts.size() + " contacts]";
  }
}
