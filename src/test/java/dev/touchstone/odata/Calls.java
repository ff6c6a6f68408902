package dev.touchstone.odata;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.store.InteractionStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the service without a server. */
final class Calls {
  static final TypeCatalogue CATALOGUE = CatalogueFile.standard();
  static final SkipTokens TOKENS = new SkipTokens(new byte[SkipTokens.KEY_BYTES]);
  static final JsonMapper JSON = new JsonMapper();
  private static final String PATH = "/api/data/v9.2/msdyncrm_LoadInteractionsPublic";

  private Calls() {}

  static ODataService service(InteractionStore store, ODataOptions options) {
    return new ODataService(store, CATALOGUE, TOKENS, options);
  }

  static Call post(String body) {
    return post(body.getBytes(UTF_8));
  }

  static Call post(byte[] body) {
    return post(PATH, Map.of(), body);
  }

  static Call post(String path, Map<String, String> headers, String body) {
    return post(path, headers, body.getBytes(UTF_8));
  }

  static Call post(String path, Map<String, String> headers, byte[] body) {
    return new Call(
        "POST", path, "https://crm.example", headers::get, new ByteArrayInputStream(body));
  }

  /** The whole answer to a body, parsed. */
  static JsonNode ask(ODataService service, String body) {
    return json(answer(service, post(body)));
  }

  static Answer answer(ODataService service, Call call) {
    try {
      return service.answer(call);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(Answer answer) {
    return JSON.readTree(bytes(answer));
  }

  static byte[] bytes(Answer answer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      answer.body().writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
