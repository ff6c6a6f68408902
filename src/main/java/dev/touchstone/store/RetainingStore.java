package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Keeps the rows of another store no longer than a {@link Retention} says. What has expired is seen
 * by no read from that moment on, and its bytes are removed by the next {@link #sweep}. A row that
 * has expired already is not stored again: its verdict is {@link Verdict#EXPIRED}.
 *
 * <p>An erasure counts the rows of which the bytes are still there, expired ones included.
 * Thread-safe.
 */
public final class RetainingStore extends ForwardingStore {
  private final Retention retention;
  private final InstantSource clock;

  /**
   * @param store closed together with this one
   * @param clock tells what has expired
   */
  public RetainingStore(InteractionStore store, Retention retention, InstantSource clock) {
    super(store);
    this.retention = retention;
    this.clock = clock;
  }

  /** Before which moments rows have expired now, by type. */
  public Map<TypeName, Instant> cutoffs() {
    return retention.cutoffs(clock.instant());
  }

  /** Removes what has expired; see {@link InteractionStore#expire}. */
  public long sweep() {
    return store.expire(cutoffs());
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    Instant now = clock.instant();
    List<Interaction> kept = interactions.stream().filter(row -> !hasExpired(row, now)).toList();
    if (kept.size() == interactions.size()) {
      return store.append(interactions);
    }
    Iterator<Verdict> verdicts = store.append(kept).iterator();
    List<Verdict> all = new ArrayList<>(interactions.size());
    interactions.forEach(row -> all.add(hasExpired(row, now) ? Verdict.EXPIRED : verdicts.next()));
    return List.copyOf(all);
  }

  private boolean hasExpired(Interaction row, Instant now) {
    Instant cutoff = retention.cutoff(row.type(), now);
    return cutoff != null && row.timestamp().isBefore(cutoff);
  }

  @Override
  public Page read(Query query) {
    Instant cutoff = retention.cutoff(query.type(), clock.instant());
    return store.read(cutoff == null ? query : query.notBefore(cutoff));
  }

  /** A type of which every row has expired is not given. */
  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    Instant now = clock.instant();
    int asked = limit;
    while (true) {
      List<TypeName> held = store.types(contact, asked);
      List<TypeName> live =
          held.stream().filter(type -> isLive(contact, type, now)).limit(limit).toList();
      if (live.size() == limit || held.size() < asked || asked == Integer.MAX_VALUE) {
        return live;
      }
      asked = asked > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : asked * 2;
    }
  }

  private boolean isLive(ContactId contact, TypeName type, Instant now) {
    Instant cutoff = retention.cutoff(type, now);
    return cutoff == null
        || !store
            .read(new Query(contact, type, TimeRange.ALL, 1, null).notBefore(cutoff))
            .interactions()
            .isEmpty();
  }

  @Override
  public Scan scan(ContactId contact) {
    return live(store.scan(contact));
  }

  @Override
  public Scan scan(TimeRange range) {
    return live(store.scan(range));
  }

  private Scan live(Scan rows) {
    Map<TypeName, Instant> cutoffs = cutoffs();
    return new FilteredScan(rows) {
      @Override
      protected boolean fits(Interaction row) {
        Instant cutoff = cutoffs.get(row.type());
        return cutoff == null || !row.timestamp().isBefore(cutoff);
      }
    };
  }
}
