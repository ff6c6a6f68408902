package dev.touchstone.testing;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows written shortly, and everything that a store holds. */
public final class Rows {
  public static final ContactId ANNA = ContactId.parse("2aac86fe-48a9-5536-a607-97495221c573");
  public static final ContactId BERT = ContactId.parse("2aac86fe-48a9-5536-a607-97495221c574");
  public static final TypeName SENT = new TypeName("EmailSent");
  public static final TypeName OPENED = new TypeName("EmailOpened");

  /** 2020-03-16T18:58:06Z */
  public static final Instant NOON = Instant.ofEpochSecond(1_584_385_086);

  private Rows() {}

  /** A row of Anna, EmailSent, so many seconds after {@link #NOON}. */
  public static Interaction row(int second, String id) {
    return row(ANNA, SENT, NOON.plusSeconds(second), id);
  }

  public static Interaction row(ContactId contact, TypeName type, Instant timestamp, String id) {
    return new Interaction(
        contact, type, timestamp, InteractionId.parse(id), Interaction.DEFAULT_VERSION, city("-"));
  }

  /** The same row with another version and content. */
  public static Interaction row(Interaction row, long version, String city) {
    return new Interaction(
        row.contact(), row.type(), row.timestamp(), row.id(), version, city(city));
  }

  private static Fields city(String city) {
    return Fields.of(Map.of("City", city));
  }

  public static List<Interaction> read(InteractionStore store, ContactId contact, TypeName type) {
    return pages(store, contact, type, TimeRange.ALL, Query.MAX_LIMIT);
  }

  /** All pages of so many rows, put together. */
  public static List<Interaction> pages(
      InteractionStore store, ContactId contact, TypeName type, TimeRange range, int limit) {
    List<Interaction> rows = new ArrayList<>();
    @Nullable Position after = null;
    do {
      Page page = store.read(new Query(contact, type, range, limit, after));
      rows.addAll(page.interactions());
      Position next = page.next();
      if (next != null && after != null && next.compareTo(after) <= 0) {
        throw new AssertionError("the pages do not come to an end");
      }
      after = next;
    } while (after != null);
    return rows;
  }

  /** Everything that is left of a scan, which is closed. */
  public static List<Interaction> rest(Scan scan) {
    try (scan) {
      List<Interaction> rows = new ArrayList<>();
      scan.forEachRemaining(rows::add);
      return rows;
    }
  }
}
