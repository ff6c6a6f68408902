package dev.touchstone.odata.query;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Headers;
import dev.touchstone.odata.JsonForm;
import dev.touchstone.odata.Preferences;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.TokenSeal;
import dev.touchstone.odata.metadata.InteractionProperties;
import dev.touchstone.odata.metadata.Metadata;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.MergedRows;
import dev.touchstone.store.Page;
import dev.touchstone.store.Place;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.codec.KeyCodec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The entity set of interactions: lists of one or several contacts, and single ones. Thread-safe.
 */
public final class InteractionSet {
  /** What {@code $count} counts at most; beyond it a query is refused, never answered wrongly. */
  public static final long MAX_COUNTED = 1_000_000;

  /** Tells its tokens from all others made with the same key. */
  private static final int TOKEN_KIND = 2;

  private static final int KEYED_PAGE = 500;

  private final InteractionStore store;
  private final InteractionProperties properties;
  private final InteractionsParser parser;
  private final TokenSeal seal;

  /**
   * @param tokens authenticates the links to next pages
   */
  public InteractionSet(
      InteractionStore store,
      TypeCatalogue catalogue,
      InteractionProperties properties,
      SkipTokens tokens) {
    this.store = store;
    this.properties = properties;
    this.seal = tokens.seal(TOKEN_KIND);
    this.parser = new InteractionsParser(catalogue, properties, seal);
  }

  /**
   * Answers a query. The first rows are read before this returns, so a store that cannot answer is
   * an error and not part of an answer.
   *
   * @param root the address of the service with its last slash
   * @param query as sent, percent-encoded; null for none
   * @throws dev.touchstone.odata.ODataException if the query cannot be answered
   * @throws dev.touchstone.store.StoreException if the store fails
   */
  public Answer list(String root, @Nullable String query, Headers headers) {
    QueryOptions options = QueryOptions.parse(query, InteractionsParser.OPTIONS);
    InteractionsRequest request = parser.parse(options, Preferences.of(headers));
    PageToken token = request.token();
    Optional<MergedRows> rows =
        request.none() || request.limit() == 0
            ? Optional.empty()
            : Optional.of(bounded(() -> rows(request)));
    long count = token != null ? token.count() : request.count() ? count(request) : Json.NO_COUNT;
    JsonForm form = options.form(headers);
    Map<String, String> answered = form.headers();
    if (request.pageSizeAsked()) {
      answered.put("Preference-Applied", Preferences.appliedPageSize(request.pageSize()));
    }
    String context = context(root, request.select());
    return new Answer(
        200,
        answered,
        stream ->
            Json.write(
                stream,
                out -> {
                  out.writeStartObject();
                  Json.begin(out, form, context, count);
                  EntityWriter writer =
                      new EntityWriter(
                          out, properties, request.spellings(), request.select(), form, root);
                  Interaction last = writeRows(out, writer, request, rows);
                  long given = request.given() + request.limit();
                  if (last != null && hasNext(rows) && given < request.top()) {
                    PageToken next =
                        new PageToken(given, count, request.pageSize(), Place.of(last));
                    out.writeStringProperty(
                        "@odata.nextLink", nextLink(root, options, request, next));
                  }
                  out.writeEndObject();
                }));
  }

  private @Nullable Interaction writeRows(
      JsonGenerator out,
      EntityWriter writer,
      InteractionsRequest request,
      Optional<MergedRows> rows) {
    out.writeArrayPropertyStart("value");
    Interaction last = null;
    for (long left = request.limit(); left > 0 && hasNext(rows); left--) {
      last = rows.orElseThrow().next();
      out.writeStartObject();
      writer.members(last);
      out.writeEndObject();
    }
    out.writeEndArray();
    return last;
  }

  private String nextLink(
      String root, QueryOptions options, InteractionsRequest request, PageToken next) {
    return root
        + Metadata.INTERACTIONS
        + "?"
        + options.withSkipToken(next.seal(seal, request.binding()));
  }

  private MergedRows rows(InteractionsRequest request) {
    PageToken token = request.token();
    return MergedRows.of(store, request.selection(), token == null ? null : token.last());
  }

  private long count(InteractionsRequest request) {
    long count =
        request.none()
            ? 0
            : bounded(() -> MergedRows.count(store, request.selection(), MAX_COUNTED));
    if (count > MAX_COUNTED) {
      throw QueryError.bad(
          "The query matches more than %,d interactions, and $count=true counts no more; narrow it by timestamp, or ask without $count."
              .formatted(MAX_COUNTED));
    }
    return count;
  }

  private static <T> T bounded(Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidValueException e) {
      throw QueryError.bad("The query asks for too much at once: " + e.getMessage() + ".");
    }
  }

  private static boolean hasNext(Optional<MergedRows> rows) {
    return rows.isPresent() && rows.get().hasNext();
  }

  private static String context(String root, Set<String> select) {
    String list = select.isEmpty() ? "" : "(" + String.join(",", select) + ")";
    return root + "$metadata#" + Metadata.INTERACTIONS + list;
  }

  /**
   * Answers with the number of rows that a query matches, as text.
   *
   * @throws dev.touchstone.odata.ODataException if the query cannot be answered
   * @throws dev.touchstone.store.StoreException if the store fails
   */
  public Answer count(@Nullable String query) {
    QueryOptions options = QueryOptions.parse(query, Set.of(QueryOptions.FILTER));
    return CountAnswer.of(count(parser.parse(options, Preferences.NONE)));
  }

  /**
   * Answers with one interaction.
   *
   * @param key the text of its key, without quotes
   * @throws dev.touchstone.odata.ODataException 404 if there is none
   */
  public Answer get(String root, String key, @Nullable String query, Headers headers) {
    QueryOptions options = QueryOptions.parse(query, Set.of(QueryOptions.SELECT));
    JsonForm form = options.form(headers);
    SortedSet<String> select =
        InteractionsParser.select(options.get(QueryOptions.SELECT), properties);
    KeyCodec.Key parsed = EntityKey.parse(key);
    Interaction row = parsed == null || parsed.contact().isNone() ? null : find(parsed);
    if (row == null) {
      throw QueryError.noEntity(key);
    }
    Interaction found = row;
    return new Answer(
        200,
        form.headers(),
        stream ->
            Json.write(
                stream,
                out -> {
                  out.writeStartObject();
                  Json.begin(out, form, context(root, select) + "/$entity", Json.NO_COUNT);
                  new EntityWriter(out, properties, Map.of(), select, form, root).members(found);
                  out.writeEndObject();
                }));
  }

  private @Nullable Interaction find(KeyCodec.Key key) {
    Position wanted = key.position();
    TimeRange moment = new TimeRange(wanted.timestamp(), wanted.timestamp());
    @Nullable Position after = null;
    do {
      Page page = store.read(new Query(key.contact(), key.type(), moment, KEYED_PAGE, after));
      for (Interaction row : page.interactions()) {
        if (row.id().equals(wanted.id())) {
          return row;
        }
      }
      after = page.next();
    } while (after != null);
    return null;
  }
}
