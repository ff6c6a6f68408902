package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several contacts and types as one sequence in a total order, on any engine. It merges the
 * lists of the store page by page, and holds about {@value #ROWS_AHEAD} rows, however many there
 * are. Not thread-safe.
 *
 * <p>Rows appended or erased meanwhile may or may not be seen; all others are seen exactly once,
 * also across sequences of which each goes on behind the last row of the one before.
 */
public final class MergedRows implements Iterator<Interaction> {
  /** The most pairs of contact and type that one sequence is made of. */
  public static final int MAX_LISTS = 1_000;

  private static final int ROWS_AHEAD = 2_000;
  private static final int MAX_PAGE = 500;
  private static final int COUNTED_PAGE = 1_000;

  private final PriorityQueue<RowList> lists;

  private MergedRows(PriorityQueue<RowList> lists) {
    this.lists = lists;
  }

  /**
   * Begins a sequence; reads the first rows.
   *
   * @param after the sequence begins behind this place; null for its beginning
   * @throws InvalidValueException if there are more than {@value #MAX_LISTS} pairs of contact and
   *     type
   * @throws StoreException if the store fails, here or in any other method
   */
  public static MergedRows of(InteractionStore store, Selection selection, @Nullable Place after) {
    List<Pair> pairs = pairs(store, selection);
    Comparator<RowList> byHead = Comparator.comparing(RowList::head);
    PriorityQueue<RowList> lists =
        new PriorityQueue<>(selection.order() == Order.NEWEST_FIRST ? byHead : byHead.reversed());
    int maxPage = Math.clamp(ROWS_AHEAD / Math.max(1, pairs.size()), 2, MAX_PAGE);
    for (Pair pair : pairs) {
      RowList list = RowList.of(store, selection, pair.contact(), pair.type(), after, maxPage);
      if (list.hasNext()) {
        lists.add(list);
      }
    }
    return new MergedRows(lists);
  }

  /**
   * Counts the rows of a selection, at the price of reading them all.
   *
   * @return the number, or {@code limit + 1} if there are more than the limit
   */
  public static long count(InteractionStore store, Selection selection, long limit) {
    long count = 0;
    for (Pair pair : pairs(store, selection)) {
      @Nullable Position after = null;
      do {
        Page page =
            store.read(
                new Query(
                    pair.contact(),
                    pair.type(),
                    selection.range(),
                    selection.latestOnly() ? 1 : COUNTED_PAGE,
                    after));
        count += page.interactions().size();
        after = selection.latestOnly() ? null : page.next();
      } while (after != null && count <= limit);
    }
    return Math.min(count, limit + 1);
  }

  private record Pair(ContactId contact, TypeName type) {}

  private static List<Pair> pairs(InteractionStore store, Selection selection) {
    List<Pair> pairs = new ArrayList<>();
    for (ContactId contact : selection.contacts()) {
      List<TypeName> types =
          selection.types().isEmpty() ? store.types(contact, MAX_LISTS + 1) : selection.types();
      types.forEach(type -> pairs.add(new Pair(contact, type)));
      if (pairs.size() > MAX_LISTS) {
        throw new InvalidValueException(
            "more than %,d pairs of contact and type".formatted(MAX_LISTS),
            "a call of fewer contacts, or of fewer types that are named");
      }
    }
    return pairs;
  }

  @Override
  public boolean hasNext() {
    return !lists.isEmpty();
  }

  @Override
  public Interaction next() {
    RowList list = lists.poll();
    if (list == null) {
      throw new NoSuchElementException();
    }
    Interaction row = list.next();
    if (list.hasNext()) {
      lists.add(list);
    }
    return row;
  }
}
