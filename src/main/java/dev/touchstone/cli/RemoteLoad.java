package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.client.InteractionRow;
import dev.touchstone.client.LoadInteractionsRequest;
import dev.touchstone.client.LoadInteractionsResponse;
import dev.touchstone.client.TouchstoneClient;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a server, page by page, so that one page is in memory however many there are. Not
 * safe for concurrent use.
 */
final class RemoteLoad {
  private static final int PAGE_ROWS = 1_000;

  /** What a row says apart from its fields. */
  private static final List<String> IDENTITY =
      List.of("InteractionId", "InteractionType", "Timestamp", "ContactId");

  private final TouchstoneClient client;
  private final LoadInteractionsRequest request;

  RemoteLoad(TouchstoneClient client, LoadInteractionsRequest request) {
    this.client = client;
    this.request = request;
  }

  /** Writes the rows as one JSON array; returns the token for more, or null. */
  @Nullable String writeJson(PrintStream out) {
    StringBuilder separator = new StringBuilder("[");
    String next =
        forEachPage(
            page -> {
              String rows = page.data().strip();
              if (!page.rows().isEmpty()) {
                write(out, separator + rows.substring(1, rows.length() - 1));
                separator.replace(0, separator.length(), ",");
              }
            });
    write(out, separator.toString().equals("[") ? "[]" : "]");
    return next;
  }

  /** Hands over the rows one by one; returns the token for more, or null. */
  @Nullable String forEach(Consumer<Interaction> rows) {
    return forEachPage(page -> page.rows().stream().map(RemoteLoad::interaction).forEach(rows));
  }

  private @Nullable String forEachPage(Consumer<LoadInteractionsResponse> pages) {
    Integer top = request.top();
    String token = request.skipToken();
    long left = top == null ? Long.MAX_VALUE : top;
    do {
      int rows = (int) Math.min(left, PAGE_ROWS);
      LoadInteractionsResponse page = client.load(request.withTop(rows).withSkipToken(token));
      pages.accept(page);
      left -= page.rows().size();
      token = page.nextSkipToken();
    } while (token != null && left > 0);
    return token;
  }

  /** What is written is the console's to check, when it sends it off. */
  private static void write(PrintStream out, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  private static Interaction interaction(InteractionRow row) {
    Map<String, String> fields = new LinkedHashMap<>(row.fields());
    IDENTITY.forEach(fields::remove);
    return new Interaction(
        ContactId.parse(row.contactId()),
        new TypeName(row.interactionType()),
        row.timestamp(),
        InteractionId.parse(row.interactionId()),
        1,
        Fields.of(fields));
  }
}
