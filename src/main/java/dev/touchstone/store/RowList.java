package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The rows of one contact and type that are still to come, read page by page. */
final class RowList {
  private static final int FIRST_PAGE = 16;

  private final InteractionStore store;
  private final int maxPage;
  private final Queue<Interaction> ahead = new ArrayDeque<>();
  private @Nullable Query next;

  private RowList(InteractionStore store, Query first, int maxPage) {
    this.store = store;
    this.next = first;
    this.maxPage = maxPage;
  }

  /**
   * The list of a contact and type.
   *
   * @param after the whole sequence goes on behind this place; null for its beginning
   */
  static RowList of(
      InteractionStore store,
      Selection selection,
      ContactId contact,
      TypeName type,
      @Nullable Place after,
      int maxPage) {
    if (selection.latestOnly()) {
      return latest(store, selection, contact, type, after);
    }
    TimeRange range = selection.range();
    @Nullable Position position = null;
    if (after != null) {
      int list = new Place(contact, type, after.position()).compareList(after);
      position = list == 0 ? after.position() : null;
      range = rest(range, selection.order(), after.position().timestamp(), list);
    }
    int limit = Math.min(FIRST_PAGE, maxPage);
    return new RowList(
        store, new Query(contact, type, range, limit, position, selection.order()), maxPage);
  }

  /**
   * What is left of a range behind a moment of another list: rows of that very moment are left if
   * this list comes behind the other.
   */
  private static TimeRange rest(TimeRange range, Order order, Instant moment, int list) {
    return switch (order) {
      case NEWEST_FIRST -> {
        Instant last = list < 0 ? moment.minusNanos(1) : moment;
        yield new TimeRange(range.from(), last.isBefore(range.to()) ? last : range.to());
      }
      case OLDEST_FIRST -> {
        Instant first = list > 0 ? moment.plusNanos(1) : moment;
        yield new TimeRange(first.isAfter(range.from()) ? first : range.from(), range.to());
      }
    };
  }

  private static RowList latest(
      InteractionStore store,
      Selection selection,
      ContactId contact,
      TypeName type,
      @Nullable Place after) {
    Query query = new Query(contact, type, selection.range(), 1, null);
    RowList list = new RowList(store, query, 1);
    store.read(query).interactions().stream()
        .filter(row -> after == null || isBehind(row, after, selection.order()))
        .forEach(list.ahead::add);
    list.next = null;
    return list;
  }

  private static boolean isBehind(Interaction row, Place after, Order order) {
    int compared = Place.of(row).compareTo(after);
    return order == Order.NEWEST_FIRST ? compared > 0 : compared < 0;
  }

  boolean hasNext() {
    Query query = next;
    while (ahead.isEmpty() && query != null) {
      Page page = store.read(query);
      ahead.addAll(page.interactions());
      query = page.next() == null ? null : behind(query, page.next());
    }
    next = query;
    return !ahead.isEmpty();
  }

  private Query behind(Query query, Position position) {
    int limit = Math.min(2 * query.limit(), maxPage);
    return new Query(query.contact(), query.type(), query.range(), limit, position, query.order());
  }

  /** The place of the next row, of which there must be one. */
  Place head() {
    return Place.of(Objects.requireNonNull(ahead.peek()));
  }

  Interaction next() {
    return ahead.remove();
  }
}
