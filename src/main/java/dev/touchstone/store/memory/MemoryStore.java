package dev.touchstone.store.memory;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Order;
import dev.touchstone.store.Page;
import dev.touchstone.store.Position;
import dev.touchstone.store.Query;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.codec.RowCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A sorted map that keeps the storage contract. Writers take turns; readers never wait. */
public final class MemoryStore implements StorageEngine {
  private final ConcurrentNavigableMap<ContactId, ConcurrentNavigableMap<Key, Interaction>>
      contacts = new ConcurrentSkipListMap<>(Comparator.comparing(ContactId::value));
  private final MemoryRecords records = new MemoryRecords(this::check);
  private volatile boolean closed;

  private record Key(TypeName type, Position position) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::type).thenComparing(Key::position);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  @Override
  public synchronized List<Verdict> append(List<Interaction> interactions) {
    check();
    if (interactions.size() > MAX_APPEND) {
      throw new IllegalArgumentException(
          "at most " + MAX_APPEND + " rows, not " + interactions.size());
    }
    return interactions.stream().map(this::append).toList();
  }

  private Verdict append(Interaction arriving) {
    ConcurrentNavigableMap<Key, Interaction> rows =
        contacts.computeIfAbsent(arriving.contact(), contact -> new ConcurrentSkipListMap<>());
    Key key = new Key(arriving.type(), Position.of(arriving));
    Interaction stored = rows.get(key);
    if (stored == null) {
      rows.put(key, arriving);
      return Verdict.STORED;
    }
    int order = RowCodec.compare(RowCodec.encode(arriving), RowCodec.encode(stored));
    if (order > 0) {
      rows.put(key, arriving);
    }
    if (arriving.version() != stored.version()) {
      return Verdict.SUPERSEDED;
    }
    return order == 0 ? Verdict.REPEATED : Verdict.CONFLICTING;
  }

  @Override
  public Page read(Query query) {
    check();
    if (query.range().isEmpty() || query.limit() == 0) {
      return new Page(List.of(), null);
    }
    Iterator<Interaction> rows = rows(query).iterator();
    List<Interaction> page = new ArrayList<>();
    while (rows.hasNext() && page.size() < query.limit()) {
      page.add(rows.next());
    }
    return new Page(page, rows.hasNext() ? Position.of(page.getLast()) : null);
  }

  private Stream<Interaction> rows(Query query) {
    @Nullable Position after = query.after();
    ConcurrentNavigableMap<Key, Interaction> rows = rows(query.contact());
    boolean newestFirst = query.order() == Order.NEWEST_FIRST;
    Comparator<Position> order =
        newestFirst ? Comparator.naturalOrder() : Comparator.reverseOrder();
    return (newestFirst ? rows : rows.descendingMap())
        .entrySet().stream()
            .filter(row -> row.getKey().type().equals(query.type()))
            .filter(row -> after == null || order.compare(row.getKey().position(), after) > 0)
            .map(row -> row.getValue())
            .filter(row -> query.range().contains(row.timestamp()));
  }

  private ConcurrentNavigableMap<Key, Interaction> rows(ContactId contact) {
    return contacts.getOrDefault(contact, new ConcurrentSkipListMap<>());
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    check();
    return rows(contact).keySet().stream().map(Key::type).distinct().limit(limit).toList();
  }

  @Override
  public List<ContactId> contacts(@Nullable ContactId after, int limit) {
    StorageEngine.checkLimit(limit);
    check();
    return (after == null ? contacts : contacts.tailMap(after, false))
        .entrySet().stream()
            .filter(rows -> !rows.getValue().isEmpty())
            .limit(limit)
            .map(rows -> rows.getKey())
            .toList();
  }

  @Override
  public Scan scan(ContactId contact) {
    check();
    return new MemoryScan(rows(contact).values().iterator());
  }

  @Override
  public Scan scan(TimeRange range) {
    check();
    return new MemoryScan(
        contacts.values().stream()
            .flatMap(rows -> rows.values().stream())
            .filter(row -> range.contains(row.timestamp()))
            .iterator());
  }

  private record MemoryScan(Iterator<Interaction> rows) implements Scan {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public Interaction next() {
      return rows.next();
    }

    @Override
    public void close() {}
  }

  @Override
  public synchronized Erasure erase(ContactId contact) {
    check();
    if (contact.isNone()) {
      throw new IllegalArgumentException(
          "rows without a contact cannot be erased as if they were one");
    }
    ConcurrentNavigableMap<Key, Interaction> rows = contacts.remove(contact);
    return new Erasure(rows == null ? 0 : rows.size(), List.of());
  }

  @Override
  public synchronized long expire(Map<TypeName, Instant> cutoffs) {
    check();
    long before = count();
    contacts
        .values()
        .forEach(
            rows ->
                rows.values()
                    .removeIf(
                        row -> {
                          Instant cutoff = cutoffs.get(row.type());
                          return cutoff != null && row.timestamp().isBefore(cutoff);
                        }));
    contacts.values().removeIf(Map::isEmpty);
    return before - count();
  }

  private long count() {
    return contacts.values().stream().mapToLong(Map::size).sum();
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public void check() {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
