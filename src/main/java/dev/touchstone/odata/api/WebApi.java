package dev.touchstone.odata.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.Headers;
import dev.touchstone.odata.JsonForm;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataException;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.Preferences;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.odata.batch.BatchService;
import dev.touchstone.odata.batch.PartFailure;
import dev.touchstone.odata.batch.PartRequest;
import dev.touchstone.odata.metadata.InteractionProperties;
import dev.touchstone.odata.metadata.Metadata;
import dev.touchstone.odata.query.FixedRow;
import dev.touchstone.odata.query.FixedSet;
import dev.touchstone.odata.query.InteractionSet;
import dev.touchstone.odata.query.QueryOptions;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.RestrictedException;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers every call of the wire: the actions, and all that is around them. Thread-safe. */
public final class WebApi {
  private static final Set<String> READ = Set.of("GET", "HEAD");
  private static final String READ_ALLOWED = "GET, HEAD, OPTIONS";
  private static final String POST_ALLOWED = "POST, OPTIONS";
  private static final String BATCH = "$batch";
  private static final String METADATA = "$metadata";
  private static final Set<String> SETS =
      Set.of(Metadata.INTERACTIONS, Metadata.INTERACTION_TYPES, Metadata.WORKFLOWS);
  private static final Set<String> DESCRIPTIONS =
      Set.of(
          "",
          METADATA,
          Metadata.WHO_AM_I,
          Metadata.RETRIEVE_VERSION,
          Metadata.RETRIEVE_CURRENT_ORGANIZATION,
          Metadata.INTERACTION_TYPES,
          Metadata.WORKFLOWS);

  private final ODataService actions;
  private final Metadata metadata;
  private final InteractionSet interactions;
  private final FixedSet interactionTypes;
  private final FixedSet workflows = KnownRows.workflows();
  private final BatchService batches;
  private final Functions functions;

  /**
   * @param actions answers every name that is not answered here
   * @param tokens authenticates the links to next pages
   * @param ids names the boundaries of batch answers
   */
  public WebApi(
      ODataService actions,
      InteractionStore store,
      TypeCatalogue catalogue,
      SkipTokens tokens,
      ServiceIdentity identity,
      Supplier<UUID> ids) {
    InteractionProperties properties = new InteractionProperties(catalogue);
    this.actions = actions;
    this.metadata = new Metadata(catalogue, properties);
    this.interactions = new InteractionSet(store, catalogue, properties, tokens);
    this.interactionTypes = KnownRows.interactionTypes(catalogue);
    this.batches = new BatchService(ids);
    this.functions = new Functions(identity);
  }

  /**
   * Answers a call; one that is wrong, with an error. An answer to HEAD has the body of GET, which
   * is not to be sent.
   *
   * @param query as sent, percent-encoded; null for none
   * @throws StoreException if the store fails, here or while the answer is written
   * @throws IOException if the body cannot be read
   */
  public Answer answer(Call call, @Nullable String query) throws IOException {
    try {
      return answerOrThrow(call, query);
    } catch (ODataException e) {
      return ErrorAnnotations.answer(e.error(), Preferences.of(call.headers()));
    }
  }

  /**
   * Whether all that a path leads to is what this service offers, and nothing of what is stored.
   *
   * @param path decoded, as that of a call
   */
  public boolean isDescription(String path) {
    try {
      ServicePath parsed = ServicePath.parse(path);
      return parsed != null && DESCRIPTIONS.contains(parsed.name());
    } catch (ODataException e) {
      return false;
    }
  }

  private Answer answerOrThrow(Call call, @Nullable String query) throws IOException {
    checkPlain(call.headers());
    ServicePath path = ServicePath.parse(call.path());
    if (path == null || (path.count() && !SETS.contains(path.name()))) {
      return actions.answerOrThrow(call);
    }
    String root = call.organization() + path.root();
    return switch (path.name()) {
      case "" -> read(call, () -> serviceDocument(root, form(call, query)));
      case METADATA -> read(call, () -> metadata(call, query));
      case BATCH -> batch(call, path);
      case Metadata.INTERACTIONS -> read(call, () -> interactions(call, path, root, query));
      case Metadata.INTERACTION_TYPES ->
          read(call, () -> fixed(interactionTypes, call, path, root, query));
      case Metadata.WORKFLOWS -> read(call, () -> fixed(workflows, call, path, root, query));
      case Metadata.WHO_AM_I, Metadata.RETRIEVE_VERSION, Metadata.RETRIEVE_CURRENT_ORGANIZATION ->
          read(call, () -> function(call, path, root, query));
      case Metadata.LOAD_INTERACTIONS_PUBLIC, Metadata.LOAD_INTERACTIONS ->
          call.method().equals("OPTIONS") ? options(POST_ALLOWED) : actions.answerOrThrow(call);
      default -> actions.answerOrThrow(call);
    };
  }

  /** Bodies here are small; one that was compressed would be taken for one that is no JSON. */
  private static void checkPlain(Headers headers) {
    String coding = headers.get("Content-Encoding");
    if (coding != null && !coding.strip().equalsIgnoreCase("identity")) {
      ODataError refused =
          ODataError.http(
              415, "A body with a Content-Encoding is not supported here; send it plain.");
      throw new ODataError(
              refused.status(),
              refused.code(),
              refused.message(),
              Map.of("Accept-Encoding", "identity"))
          .exception();
    }
  }

  private static Answer read(Call call, Supplier<Answer> answer) {
    if (call.method().equals("OPTIONS")) {
      return options(READ_ALLOWED);
    }
    if (!READ.contains(call.method())) {
      throw ODataError.wrongMethod(call.method(), READ_ALLOWED).exception();
    }
    return answer.get();
  }

  private static Answer options(String allowed) {
    return new Answer(204, Map.of("Allow", allowed, "OData-Version", "4.0"), out -> {});
  }

  private static JsonForm form(Call call, @Nullable String query) {
    return QueryOptions.parse(query, Set.of()).form(call.headers());
  }

  private Answer interactions(Call call, ServicePath path, String root, @Nullable String query) {
    if (path.count()) {
      return interactions.count(query);
    }
    String key = path.key(InteractionProperties.KEY);
    return key == null
        ? interactions.list(root, query, call.headers())
        : interactions.get(root, key, query, call.headers());
  }

  private static Answer fixed(
      FixedSet set, Call call, ServicePath path, String root, @Nullable String query) {
    if (path.count()) {
      return set.count(query);
    }
    String key = path.key(set.key());
    return key == null
        ? set.list(root, query, call.headers())
        : set.get(root, key, query, call.headers());
  }

  private Answer function(Call call, ServicePath path, String root, @Nullable String query) {
    QueryOptions options = QueryOptions.parse(query, Set.of());
    JsonForm form = options.form(call.headers());
    FixedRow row = functions.call(path.name(), path.key(), options, call.organization());
    String context = root + "$metadata#" + Metadata.full(Metadata.response(path.name()));
    return row.answer(context, form);
  }

  private Answer serviceDocument(String root, JsonForm form) {
    return bytes(form.headers(), metadata.serviceDocument(root, form));
  }

  private Answer metadata(Call call, @Nullable String query) {
    return switch (MetadataFormat.of(call.headers(), query)) {
      case XML ->
          bytes(Map.of("Content-Type", "application/xml", "OData-Version", "4.0"), metadata.xml());
      case JSON ->
          bytes(
              Map.of("Content-Type", "application/json", "OData-Version", "4.01"), metadata.json());
    };
  }

  private static Answer bytes(Map<String, String> headers, byte[] body) {
    return new Answer(200, headers, out -> out.write(body));
  }

  private Answer batch(Call call, ServicePath path) throws IOException {
    if (call.method().equals("OPTIONS")) {
      return options(POST_ALLOWED);
    }
    if (!call.method().equals("POST")) {
      throw ODataError.wrongMethod(call.method(), POST_ALLOWED).exception();
    }
    return batches.answer(
        call.organization(),
        path.root(),
        call.headers(),
        call.body(),
        part -> part(call.organization(), part));
  }

  /** A store that fails a part fails that part alone. */
  private Answer part(String organization, PartRequest part) throws IOException {
    try {
      URI target = new URI(encoded(part.target()));
      Call call =
          new Call(part.method(), target.getPath(), organization, part.headers(), part.body());
      return answer(call, target.getRawQuery());
    } catch (URISyntaxException e) {
      return ODataError.http(400, "The address of the request is not a valid URL.").answer();
    } catch (RestrictedException e) {
      return ODataError.of(e).answer();
    } catch (StoreException e) {
      return PartFailure.answer(e);
    }
  }

  /** Encodes what callers forget to encode; what is encoded already stays. */
  private static String encoded(String target) {
    StringBuilder out = new StringBuilder(target.length() + 16);
    for (byte b : target.getBytes(UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c > 0x20 && c < 0x7F && "\"<>\\^`{|}[]".indexOf(c) < 0;
      out.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return out.toString();
  }
}
