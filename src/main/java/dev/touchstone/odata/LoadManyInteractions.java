package dev.touchstone.odata;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.MergedRows;
import dev.touchstone.store.Place;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our own action, which callers of the other asked for in vain: several contacts in one call, all
 * types in one call, and only the latest row of each type. Rows and answer have the same form.
 * Thread-safe.
 */
final class LoadManyInteractions implements Operation {
  /** Tells its tokens from all others made with the same key. */
  private static final int TOKEN_KIND = 3;

  private final InteractionStore store;
  private final TypeCatalogue catalogue;
  private final ODataOptions options;
  private final LoadManyParser parser;

  LoadManyInteractions(
      InteractionStore store, TypeCatalogue catalogue, SkipTokens tokens, ODataOptions options) {
    this.store = store;
    this.catalogue = catalogue;
    this.options = options;
    this.parser = new LoadManyParser(catalogue, tokens.seal(TOKEN_KIND), options);
  }

  @Override
  public String name() {
    return LoadManyParser.ACTION.name();
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public Answer answer(Call call, String version) throws IOException {
    MediaTypes.checkJson(call.headers());
    ActionEnvelope envelope = ActionEnvelope.of(call, version, name());
    LoadManyRequest request = parser.parse(call.body());
    int limit =
        request.top() == null ? options.maxRows() : Math.min(request.top(), options.maxRows());
    MergedRows rows = limit == 0 ? null : rows(request);
    return new Answer(
        200, envelope.form().headers(), out -> write(out, envelope, request, rows, limit));
  }

  private MergedRows rows(LoadManyRequest request) {
    try {
      return MergedRows.of(store, request.selection(), request.after());
    } catch (InvalidValueException e) {
      throw ODataError.badArgument("The call asks for too much at once: " + e.getMessage() + ".");
    }
  }

  private void write(
      OutputStream out,
      ActionEnvelope envelope,
      LoadManyRequest request,
      @Nullable MergedRows rows,
      int limit)
      throws IOException {
    JsonBuffer json = new JsonBuffer(out);
    envelope.open(json);
    Place next = rows == null ? null : writeRows(json, request, rows, limit);
    envelope.close(json, next == null ? null : parser.token(request.selection(), next));
    json.flush();
  }

  /** Writes rows until there are no more or the limit is met; returns where to go on, or null. */
  private @Nullable Place writeRows(
      JsonBuffer json, LoadManyRequest request, MergedRows rows, int limit) throws IOException {
    Map<TypeName, InteractionWriter> writers = new HashMap<>();
    Place last = null;
    for (int left = limit; left > 0 && rows.hasNext(); left--) {
      Interaction row = rows.next();
      json.put(last == null ? "" : ",");
      writers
          .computeIfAbsent(row.type(), type -> writer(json, type, request.spellings()))
          .writeAlone(row);
      last = Place.of(row);
    }
    return rows.hasNext() ? last : null;
  }

  private InteractionWriter writer(
      JsonBuffer json, TypeName name, Map<TypeName, String> spellings) {
    InteractionType type = catalogue.find(name.value()).orElseGet(() -> unknown(name));
    String spelling = spellings.getOrDefault(name, name.value());
    return new InteractionWriter(json, new RowPlan(type, Escapes.TWICE), spelling);
  }

  /** A type that the catalogue does not know: its rows have no columns in an order of its own. */
  private static InteractionType unknown(TypeName name) {
    return new InteractionType(name, List.of(), false, null, null, true, null, List.of());
  }
}
