package dev.touchstone.odata;

import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.RestrictedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers calls: finds by the path what is called, and has it answer. Thread-safe. */
public final class ODataService {
  /** What the path of every call begins with. */
  public static final String ROOT = "/api/data/";

  static final String NAMESPACE = "Microsoft.Dynamics.CRM.";
  private static final Pattern VERSION = Pattern.compile("v9\\.[0-9]{1,9}");

  private final Map<String, Operation> operations;

  public ODataService(
      InteractionStore store, TypeCatalogue catalogue, SkipTokens tokens, ODataOptions options) {
    this.operations =
        List.<Operation>of(
                new LoadInteractions(store, catalogue, tokens, options),
                new LoadManyInteractions(store, catalogue, tokens, options))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Operation::name, Function.identity()));
  }

  /**
   * Answers a call; a call that is wrong and a store that fails are answered with an error. A store
   * that fails later, while the answer is written, is an exception of {@link Answer.Body#writeTo}.
   *
   * @throws IOException if the body cannot be read
   */
  public Answer answer(Call call) throws IOException {
    try {
      return answerOrThrow(call);
    } catch (ODataException e) {
      return e.error().answer();
    }
  }

  /**
   * Answers a call.
   *
   * @throws ODataException if the call is wrong
   * @throws dev.touchstone.store.StoreException if the store fails
   * @throws IOException if the body cannot be read
   */
  public Answer answerOrThrow(Call call) throws IOException {
    Target target = Target.of(call.path());
    Operation operation = operations.get(target.name());
    if (operation == null) {
      throw ODataError.notFound(target.segment()).exception();
    }
    if (!operation.method().equals(call.method())) {
      throw ODataError.wrongMethod(call.method(), operation.method()).exception();
    }
    try {
      return operation.answer(call, target.version());
    } catch (RestrictedException e) {
      throw ODataError.of(e).exception();
    }
  }

  /** The context URL of an answer. */
  static String context(Call call, String version, String fragment) {
    return call.organization() + ROOT + version + "/$metadata#" + fragment;
  }

  /**
   * What a path names.
   *
   * @param segment as it was sent
   * @param name the segment without the namespace, with which a name may be written in full
   */
  private record Target(String version, String segment, String name) {
    /** A slash at the end of a path changes nothing. */
    static Target of(String path) {
      String[] segments = path.substring(ROOT.length()).split("/", -1);
      String version = segments[0];
      if (!VERSION.matcher(version).matches()) {
        throw ODataError.notFound(version).exception();
      }
      String segment = segments.length > 1 ? segments[1] : "";
      boolean ends = segments.length <= 2 || (segments.length == 3 && segments[2].isEmpty());
      if (!ends) {
        throw ODataError.notFound(segments[2]).exception();
      }
      String name = segment.startsWith(NAMESPACE) ? segment.substring(NAMESPACE.length()) : segment;
      return new Target(version, segment, name);
    }
  }
}
