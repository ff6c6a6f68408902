package dev.touchstone.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer: a page of rows. Immutable.
 *
 * @param rows the interactions, newest first
 * @param nextSkipToken where the next page begins, for {@link
 *     LoadInteractionsRequest#withSkipToken}; null if this page is the last
 * @param data the rows as the server wrote them: a JSON array
 */
public record LoadInteractionsResponse(
    List<InteractionRow> rows, @Nullable String nextSkipToken, String data) {

  public LoadInteractionsResponse {
    rows = List.copyOf(rows);
  }

  static LoadInteractionsResponse parse(byte[] utf8) {
    Envelope envelope = new Envelope();
    JsonReader in = JsonReader.of(utf8);
    in.object(name -> envelope.read(name, in));
    in.end();
    return envelope.response();
  }

  private static List<InteractionRow> rows(String data) {
    JsonReader in = new JsonReader(data);
    List<InteractionRow> rows = new ArrayList<>();
    in.array(() -> rows.add(InteractionRow.read(in)));
    in.end();
    return rows;
  }

  /** How many rows, and whether there are more: the rows are personal data. */
  @Override
  public String toString() {
    return "LoadInteractionsResponse["
        + rows.size()
        + " rows, "
        + (nextSkipToken == null ? "the last page" : "more pages")
        + "]";
  }

  /** The members that were met while reading. */
  private static final class Envelope {
    private @Nullable String data;
    private @Nullable String nextSkipToken;
    private boolean saysWhetherThereIsMore;

    void read(String name, JsonReader in) {
      switch (name) {
        case "Data" -> data = in.string();
        case "NextSkipToken" -> {
          nextSkipToken = in.stringOrNull();
          saysWhetherThereIsMore = true;
        }
        default -> in.skip();
      }
    }

    LoadInteractionsResponse response() {
      if (data == null) {
        throw new JsonException("the answer has no Data");
      }
      // Without the member nobody knows whether this is all, so it is not taken for "no more".
      if (!saysWhetherThereIsMore || "".equals(nextSkipToken)) {
        throw new JsonException("the answer has no NextSkipToken that is a token or null");
      }
      return new LoadInteractionsResponse(rows(data), nextSkipToken, data);
    }
  }
}
