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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store for as long as its {@link Tenure} lasts. Thread-safe. */
public final class TenuredStore implements StorageEngine {
  private final StorageEngine engine;
  private final Tenure tenure;
  private final RecordStore records;

  TenuredStore(StorageEngine engine, Tenure tenure) {
    this.engine = engine;
    this.tenure = tenure;
    this.records = new TenuredRecords(engine.records(), tenure);
  }

  /**
   * A store that is used by itself, and refuses from the moment on in which this process notices
   * that it is being moved, or was.
   *
   * @param engine closed together with this one
   * @param name what to call it in a message
   * @throws MoveRefusedException if it is not home now
   */
  public static StorageEngine guard(StorageEngine engine, String name) {
    return guard(engine, () -> MoveMarks.requireHome(engine, name));
  }

  static StorageEngine guard(StorageEngine engine, Runnable check) {
    return new TenuredStore(engine, Tenure.start(check));
  }

  private <T> T read(Supplier<T> read) {
    return tenure.rows(false, read);
  }

  private <T> T change(Supplier<T> change) {
    return tenure.rows(true, change);
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    return change(() -> engine.append(interactions));
  }

  @Override
  public Page read(Query query) {
    return read(() -> engine.read(query));
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return read(() -> engine.types(contact, limit));
  }

  @Override
  public Scan scan(ContactId contact) {
    return read(() -> engine.scan(contact));
  }

  @Override
  public Scan scan(TimeRange range) {
    return read(() -> engine.scan(range));
  }

  @Override
  public Erasure erase(ContactId contact) {
    return change(() -> engine.erase(contact));
  }

  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    return change(() -> engine.expire(cutoffs));
  }

  @Override
  public List<ContactId> contacts(@Nullable ContactId after, int limit) {
    return read(() -> engine.contacts(after, limit));
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public void check() {
    read(
        () -> {
          engine.check();
          return true;
        });
  }

  @Override
  public void close() {
    tenure.close();
    engine.close();
  }
}
