package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.odata.ActionSignature.Parameter;
import dev.touchstone.store.Order;
import dev.touchstone.store.Place;
import dev.touchstone.store.Selection;
import dev.touchstone.store.codec.KeyCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the body of a call for several contacts or types into a checked request. Thread-safe. */
final class LoadManyParser {
  /** The most contacts, and the most types, that one call names. */
  static final int MAX_NAMED = 100;

  private static final String CONTACT_IDS = "ContactIds";
  private static final String INTERACTION_TYPES = "InteractionTypes";
  private static final String LATEST_ONLY = "LatestOnly";
  private static final String TOP = "Top";
  private static final String SKIP_TOKEN = "SkipToken";
  private static final int MAX_TOKEN_LENGTH = 700;

  static final ActionSignature ACTION =
      new ActionSignature(
          "touchstone_LoadInteractions",
          new Parameter(CONTACT_IDS, EdmType.STRINGS, true),
          new Parameter(INTERACTION_TYPES, EdmType.STRINGS, false),
          new Parameter("DateFrom", EdmType.STRING, false),
          new Parameter("DateTo", EdmType.STRING, false),
          new Parameter(LATEST_ONLY, EdmType.BOOLEAN, false),
          new Parameter(TOP, EdmType.INT32, false),
          new Parameter(SKIP_TOKEN, EdmType.STRING, false));

  private final TypeCatalogue catalogue;
  private final TokenSeal seal;
  private final ODataOptions options;

  LoadManyParser(TypeCatalogue catalogue, TokenSeal seal, ODataOptions options) {
    this.catalogue = catalogue;
    this.seal = seal;
    this.options = options;
  }

  /**
   * Reads a body.
   *
   * @throws ODataException if it is not a valid call
   */
  LoadManyRequest parse(InputStream body) throws IOException {
    Arguments arguments = Payload.read(body, options.maxBodyBytes(), ACTION);
    Map<TypeName, String> spellings = types(arguments.texts(INTERACTION_TYPES));
    Selection selection =
        new Selection(
            contacts(arguments.texts(CONTACT_IDS)),
            List.copyOf(spellings.keySet()),
            LoadInteractionsParser.range(arguments, options.zone()),
            Order.NEWEST_FIRST,
            arguments.isTrue(LATEST_ONLY));
    return new LoadManyRequest(
        selection,
        spellings,
        LoadInteractionsParser.top(arguments),
        after(selection, arguments.text(SKIP_TOKEN)));
  }

  private static List<ContactId> contacts(List<String> texts) {
    if (texts.isEmpty()) {
      throw ODataError.badArgument(
          "The parameter 'ContactIds' is missing; accepted are 1 to %d ids of contacts."
              .formatted(MAX_NAMED));
    }
    checkCount(CONTACT_IDS, texts);
    TreeSet<String> ids = new TreeSet<>();
    for (String text : texts) {
      ids.add(checked(CONTACT_IDS, () -> ContactId.parse(text).value()));
    }
    return ids.stream().map(ContactId::parse).toList();
  }

  private Map<TypeName, String> types(List<String> texts) {
    checkCount(INTERACTION_TYPES, texts);
    Map<TypeName, String> types = new TreeMap<>();
    for (String text : texts) {
      types.putIfAbsent(checked(INTERACTION_TYPES, () -> type(text)), text);
    }
    return types;
  }

  private TypeName type(String text) {
    return catalogue
        .find(text)
        .map(InteractionType::name)
        .orElseThrow(
            () ->
                new InvalidValueException(
                    text,
                    "the name of an interaction type; the nearest is '%s'"
                        .formatted(catalogue.nearest(text))));
  }

  private static void checkCount(String parameter, List<String> texts) {
    if (texts.size() > MAX_NAMED) {
      throw ODataError.badArgument(
          "The parameter '%s' has %,d elements; accepted are at most %d."
              .formatted(parameter, texts.size(), MAX_NAMED));
    }
  }

  private static <T> T checked(String parameter, java.util.function.Supplier<T> read) {
    try {
      return read.get();
    } catch (InvalidValueException e) {
      throw ODataError.badArgument(
          "The parameter '%s' is not valid: %s.".formatted(parameter, e.getMessage()));
    }
  }

  /** As for the action of one contact, an empty token is what callers send who have none yet. */
  private @Nullable Place after(Selection selection, @Nullable String token) {
    if (token == null || token.isEmpty()) {
      return null;
    }
    byte[] content = seal.open(binding(selection), token, MAX_TOKEN_LENGTH);
    if (content == null) {
      throw ODataError.badArgument(
          ("The parameter 'SkipToken' is not valid: '%s' is not accepted; accepted is the unaltered"
                  + " NextSkipToken of an answer to the same call.")
              .formatted(Shown.of(token)));
    }
    KeyCodec.Key key = KeyCodec.decode(content);
    return new Place(key.contact(), key.type(), key.position());
  }

  /** The token with which a call goes on behind a place. */
  String token(Selection selection, Place place) {
    return seal.seal(
        binding(selection), KeyCodec.encode(place.contact(), place.type(), place.position()));
  }

  /** Lengths stand before the ids, so that no two lists look alike. */
  private static byte[] binding(Selection selection) {
    String contacts =
        selection.contacts().stream()
            .map(contact -> contact.value().length() + ":" + contact.value())
            .collect(Collectors.joining(","));
    String types = selection.types().stream().map(TypeName::value).collect(Collectors.joining(","));
    return String.join(
            "\n",
            Boolean.toString(selection.latestOnly()),
            selection.range().from().toString(),
            selection.range().to().toString(),
            types,
            contacts)
        .getBytes(UTF_8);
  }
}
