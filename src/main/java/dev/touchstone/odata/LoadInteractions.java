package dev.touchstone.odata;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The action: the interactions of one contact and type, newest first. Thread-safe.
 *
 * <p>Without Top the caller gets everything, streamed page by page of the store, up to the ceiling
 * of {@link ODataOptions#maxRows}.
 */
final class LoadInteractions implements Operation {
  private final InteractionStore store;
  private final SkipTokens tokens;
  private final ODataOptions options;
  private final LoadInteractionsParser parser;
  private final Map<TypeName, RowPlan> plans;

  LoadInteractions(
      InteractionStore store, TypeCatalogue catalogue, SkipTokens tokens, ODataOptions options) {
    this.store = store;
    this.tokens = tokens;
    this.options = options;
    this.parser = new LoadInteractionsParser(catalogue, tokens, options);
    this.plans =
        catalogue.types().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    InteractionType::name, type -> new RowPlan(type, Escapes.TWICE)));
  }

  @Override
  public String name() {
    return LoadInteractionsParser.ACTION.name();
  }

  @Override
  public String method() {
    return "POST";
  }

  /**
   * Reads the first rows before it answers, so a store that cannot answer is an error and not a
   * part of an answer.
   */
  @Override
  public Answer answer(Call call, String version) throws IOException {
    MediaTypes.checkJson(call.headers());
    ActionEnvelope envelope = ActionEnvelope.of(call, version, name());
    Payload.checkLength(call.headers(), options.maxBodyBytes());
    LoadInteractionsRequest request = parser.parse(call.body());
    PageSize size = new PageSize(limit(request));
    Page first = store.read(query(request, size.next(), request.after()));
    return new Answer(
        200, envelope.form().headers(), out -> write(out, envelope, request, first, size));
  }

  private int limit(LoadInteractionsRequest request) {
    return request.top() == null ? options.maxRows() : Math.min(request.top(), options.maxRows());
  }

  private static Query query(LoadInteractionsRequest request, int limit, @Nullable Position after) {
    return new Query(request.contact(), request.type().name(), request.range(), limit, after);
  }

  private void write(
      OutputStream out,
      ActionEnvelope envelope,
      LoadInteractionsRequest request,
      Page first,
      PageSize size)
      throws IOException {
    JsonBuffer json = new JsonBuffer(out);
    envelope.open(json);
    Position next = writeRows(json, request, first, size);
    envelope.close(json, next == null ? null : tokens.write(query(request, 0, null), next));
    json.flush();
  }

  /** Writes rows until there are no more or the limit is met; returns where to go on, or null. */
  private @Nullable Position writeRows(
      JsonBuffer json, LoadInteractionsRequest request, Page first, PageSize size)
      throws IOException {
    RowPlan plan = Objects.requireNonNull(plans.get(request.type().name()));
    InteractionWriter writer = new InteractionWriter(json, plan, request.spelling());
    Page page = first;
    while (true) {
      long before = json.total();
      for (Interaction row : page.interactions()) {
        writer.write(row);
      }
      size.written(page.interactions().size(), json.total() - before);
      if (page.next() == null || size.next() == 0) {
        return page.next();
      }
      page = store.read(query(request, size.next(), page.next()));
    }
  }
}
