package dev.touchstone.move;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store for as long as its {@link Tenure} lasts. Thread-safe. */
final class TenuredStore implements StorageEngine {
  private final StorageEngine engine;
  private final Tenure tenure;
  private final RecordStore records;

  TenuredStore(StorageEngine engine, Tenure tenure) {
    this.engine = engine;
    this.tenure = tenure;
    this.records = new TenuredRecords(engine.records(), tenure);
  }

  private StorageEngine engine() {
    tenure.require();
    return engine;
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    return engine().append(interactions);
  }

  @Override
  public Page read(Query query) {
    return engine().read(query);
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return engine().types(contact, limit);
  }

  @Override
  public Scan scan(ContactId contact) {
    return engine().scan(contact);
  }

  @Override
  public Scan scan(TimeRange range) {
    return engine().scan(range);
  }

  @Override
  public Erasure erase(ContactId contact) {
    return engine().erase(contact);
  }

  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    return engine().expire(cutoffs);
  }

  @Override
  public List<ContactId> contacts(@Nullable ContactId after, int limit) {
    return engine().contacts(after, limit);
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public void check() {
    engine().check();
  }

  @Override
  public void close() {
    tenure.close();
    engine.close();
  }
}
