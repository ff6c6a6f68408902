package dev.touchstone.bench.postgres;

import dev.touchstone.bench.load.RowForms;
import dev.touchstone.interaction.Fields;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Fields as the text in the table, and back. All methods are pure. */
final class RowJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RowJson() {}

  static String write(Fields fields) {
    StringBuilder out = new StringBuilder(512);
    RowForms.appendFields(out, fields);
    return out.toString();
  }

  /** Reads what {@link #write} wrote: the names are in their order. */
  static Fields read(String json) {
    String[] texts = new String[32];
    int count = 0;
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        if (count == texts.length) {
          texts = Arrays.copyOf(texts, 2 * count);
        }
        texts[count++] = in.currentName();
        in.nextToken();
        texts[count++] = in.getString();
      }
    }
    return Fields.ofSorted(Arrays.copyOf(texts, count));
  }
}
