package dev.touchstone.client;

import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The rows of all pages, of which one is in memory; a page is asked for when a row of it is. */
final class Pages extends AbstractSpliterator<InteractionRow> {
  private final Function<LoadInteractionsRequest, LoadInteractionsResponse> load;

  /** What asks for the next page; null when there is none. */
  private @Nullable LoadInteractionsRequest next;

  private Iterator<InteractionRow> rows = Collections.emptyIterator();

  private Pages(
      LoadInteractionsRequest first,
      Function<LoadInteractionsRequest, LoadInteractionsResponse> load) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE);
    this.next = first;
    this.load = load;
  }

  static Stream<InteractionRow> stream(
      LoadInteractionsRequest first,
      Function<LoadInteractionsRequest, LoadInteractionsResponse> load) {
    Pages pages = new Pages(first, load);
    return StreamSupport.stream(pages, false).onClose(pages::end);
  }

  @Override
  public boolean tryAdvance(Consumer<? super InteractionRow> action) {
    while (!rows.hasNext()) {
      if (next == null) {
        return false;
      }
      turn(next);
    }
    action.accept(rows.next());
    return true;
  }

  private void turn(LoadInteractionsRequest request) {
    LoadInteractionsResponse page = load.apply(request);
    String token = page.nextSkipToken();
    if (token != null && token.equals(request.skipToken())) {
      throw TouchstoneException.endless();
    }
    next = token == null ? null : request.withSkipToken(token);
    rows = page.rows().iterator();
  }

  private void end() {
    next = null;
    rows = Collections.emptyIterator();
  }
}
