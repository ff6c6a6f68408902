package dev.touchstone.testing;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine that tells a hook of every call before it is made, by its verb; those of records begin
 * with {@code record}. The hook may wait, do something else first, or throw.
 */
public final class HookedEngine implements StorageEngine {
  private final StorageEngine engine;
  private volatile Consumer<String> before = verb -> {};
  private volatile Consumer<String> after = verb -> {};

  public HookedEngine(StorageEngine engine) {
    this.engine = engine;
  }

  public HookedEngine before(Consumer<String> hook) {
    before = hook;
    return this;
  }

  /** The same, when a call was made and before it returns. */
  public HookedEngine after(Consumer<String> hook) {
    after = hook;
    return this;
  }

  private <T> T call(String verb, Supplier<T> call) {
    before.accept(verb);
    T result = call.get();
    after.accept(verb);
    return result;
  }

  private void run(String verb, Runnable call) {
    call(
        verb,
        () -> {
          call.run();
          return true;
        });
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    return call("append", () -> engine.append(interactions));
  }

  @Override
  public Page read(Query query) {
    return call("read", () -> engine.read(query));
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return call("types", () -> engine.types(contact, limit));
  }

  @Override
  public Scan scan(ContactId contact) {
    return call("scan", () -> engine.scan(contact));
  }

  @Override
  public Scan scan(TimeRange range) {
    return call("scan", () -> engine.scan(range));
  }

  @Override
  public List<ContactId> contacts(@Nullable ContactId behind, int limit) {
    return call("contacts", () -> engine.contacts(behind, limit));
  }

  @Override
  public Erasure erase(ContactId contact) {
    return call("erase", () -> engine.erase(contact));
  }

  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    return call("expire", () -> engine.expire(cutoffs));
  }

  @Override
  public void check() {
    run("check", engine::check);
  }

  @Override
  public void close() {
    engine.close();
  }

  @Override
  public RecordStore records() {
    return new HookedRecords(engine.records());
  }

  private final class HookedRecords implements RecordStore {
    private final RecordStore records;

    HookedRecords(RecordStore records) {
      this.records = records;
    }

    @Override
    public Optional<byte[]> get(RecordKind kind, byte[] partition, byte[] key) {
      return call("record get", () -> records.get(kind, partition, key));
    }

    @Override
    public List<Record> read(
        RecordKind kind, byte[] partition, byte @Nullable [] behind, int limit) {
      return call("record read", () -> records.read(kind, partition, behind, limit));
    }

    @Override
    public RecordScan scan(RecordKind kind) {
      return call("record scan", () -> records.scan(kind));
    }

    @Override
    public void put(RecordKind kind, List<Record> put) {
      run("record put", () -> records.put(kind, put));
    }

    @Override
    public boolean putIfAbsent(RecordKind kind, Record record) {
      return call("record putIfAbsent", () -> records.putIfAbsent(kind, record));
    }

    @Override
    public boolean replace(RecordKind kind, Record expected, byte[] value) {
      return call("record replace", () -> records.replace(kind, expected, value));
    }

    @Override
    public void delete(RecordKind kind, byte[] partition, byte[] key) {
      run("record delete", () -> records.delete(kind, partition, key));
    }

    @Override
    public List<Erasure.Residue> erase(RecordKind kind, byte[] partition) {
      return call("record erase", () -> records.erase(kind, partition));
    }
  }
}
