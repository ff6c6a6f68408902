package dev.touchstone.privacy.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Erasure.Residue;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StorageEngine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the index of addresses has every row of a store, and how far it was rebuilt if not.
 * Thread-safe; every method throws {@code StoreException} where the store fails.
 */
public final class Completeness {
  /** No address begins with such a byte. */
  private static final byte[] MARK = {0};

  private static final byte[] POSITION = {1};
  private static final byte[] KEY = {0};

  /** Of the rules by which addresses are taken from rows: another number rebuilds the index. */
  private static final byte[] RULES = {1};

  private final StorageEngine engine;
  private final RecordStore records;

  private Completeness(StorageEngine engine) {
    this.engine = engine;
    this.records = engine.records();
  }

  /**
   * That of a store. One that has no rows yet is complete from now on: nothing gets in without its
   * entry. To be called before rows are taken.
   */
  public static Completeness of(StorageEngine engine) {
    Completeness completeness = new Completeness(engine);
    if (!completeness.isComplete() && engine.contacts(null, 1).isEmpty()) {
      completeness.mark();
    }
    return completeness;
  }

  public boolean isComplete() {
    return records
        .get(RecordKind.ADDRESS, MARK, KEY)
        .filter(rules -> Arrays.equals(rules, RULES))
        .isPresent();
  }

  void mark() {
    records.put(RecordKind.ADDRESS, List.of(new Record(MARK, KEY, RULES)));
    if (saved().isPresent()) { // to erase rewrites files, and a new store has nothing to erase
      records.erase(RecordKind.ADDRESS, POSITION);
    }
  }

  /** Behind which contact a rebuild goes on; null if it begins. */
  @Nullable ContactId position() {
    return saved().orElse(null);
  }

  private Optional<ContactId> saved() {
    return records
        .get(RecordKind.ADDRESS, POSITION, KEY)
        .map(id -> new ContactId(new String(id, UTF_8)));
  }

  void goOnBehind(ContactId contact) {
    byte[] id = contact.value().getBytes(UTF_8);
    records.put(RecordKind.ADDRESS, List.of(new Record(POSITION, KEY, id)));
  }

  /**
   * Forgets the bytes of every position there was, for one may have named the contact. A rebuild
   * that would go on behind it begins again.
   */
  List<Residue> forget(ContactId contact) {
    Optional<ContactId> position = saved();
    if (position.isEmpty()) {
      return List.of();
    }
    List<Residue> residues = records.erase(RecordKind.ADDRESS, POSITION);
    position.filter(it -> !it.equals(contact)).ifPresent(this::goOnBehind);
    return residues;
  }

  StorageEngine engine() {
    return engine;
  }
}
