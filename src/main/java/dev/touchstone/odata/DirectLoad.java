package dev.touchstone.odata;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The action for who has the store open: parameters are read, and rows chosen, ordered, written and
 * limited, just as for a caller, but there is no answer around them. Thread-safe.
 */
public final class DirectLoad {
  private final InteractionStore store;
  private final SkipTokens tokens;
  private final ODataOptions options;
  private final LoadInteractionsParser parser;

  public DirectLoad(
      InteractionStore store, TypeCatalogue catalogue, SkipTokens tokens, ODataOptions options) {
    this.store = store;
    this.tokens = tokens;
    this.options = options;
    this.parser = new LoadInteractionsParser(catalogue, tokens, options);
  }

  /** A checked call. */
  public static final class Selection {
    private final LoadInteractionsRequest request;

    private Selection(LoadInteractionsRequest request) {
      this.request = request;
    }

    /** The type that is asked for. */
    public InteractionType type() {
      return request.type();
    }
  }

  /**
   * Reads the body of a call.
   *
   * @throws ODataException if it is not a valid one
   */
  public Selection parse(InputStream body) throws IOException {
    return new Selection(parser.parse(body));
  }

  /**
   * Writes the rows as a JSON array, what {@code Data} of an answer would hold, in chunks. The
   * stream stays open.
   *
   * @return the token with which to go on; null if there are no more rows
   */
  public @Nullable String writeJson(Selection selection, OutputStream out) throws IOException {
    LoadInteractionsRequest request = selection.request;
    JsonBuffer json = new JsonBuffer(out);
    RowPlan plan = new RowPlan(request.type(), Escapes.ONCE);
    InteractionWriter writer = new InteractionWriter(json, plan, request.spelling());
    json.put("[");
    PageSize size = new PageSize(limit(request));
    Position next = request.after();
    do {
      Page page = read(request, size, next);
      long before = json.total();
      for (Interaction row : page.interactions()) {
        writer.write(row);
      }
      size.written(page.interactions().size(), json.total() - before);
      next = page.next();
    } while (next != null && size.next() > 0);
    json.put("]");
    json.flush();
    return token(request, next);
  }

  /**
   * Hands over the rows one by one.
   *
   * @return the token with which to go on; null if there are no more rows
   */
  public @Nullable String forEach(Selection selection, Consumer<Interaction> rows) {
    LoadInteractionsRequest request = selection.request;
    PageSize size = new PageSize(limit(request));
    Position next = request.after();
    do {
      Page page = read(request, size, next);
      page.interactions().forEach(rows);
      size.written(page.interactions().size(), PageSize.PAGE_BYTES);
      next = page.next();
    } while (next != null && size.next() > 0);
    return token(request, next);
  }

  private int limit(LoadInteractionsRequest request) {
    return request.top() == null ? options.maxRows() : Math.min(request.top(), options.maxRows());
  }

  private Page read(LoadInteractionsRequest request, PageSize size, @Nullable Position after) {
    return store.read(query(request, size.next(), after));
  }

  private @Nullable String token(LoadInteractionsRequest request, @Nullable Position next) {
    return next == null ? null : tokens.write(query(request, 0, null), next);
  }

  private static Query query(LoadInteractionsRequest request, int limit, @Nullable Position after) {
    return new Query(request.contact(), request.type().name(), request.range(), limit, after);
  }
}
