package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.Scan;
import dev.touchstone.store.StorageEngine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The interactions. */
final class RowsPlace implements PersonalPlace {
  /** A receipt names so many types; the rows of others are counted together. */
  private static final int MAX_TYPES = 1_000;

  private static final String OTHERS = "others";

  private final StorageEngine store;

  RowsPlace(StorageEngine store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "interactions";
  }

  @Override
  public Set<RecordKind> kinds() {
    return Set.of();
  }

  @Override
  public void tell(ContactId contact, Consumer<String> told) {}

  @Override
  public long count(ContactId contact) {
    return countTypes(contact).values().stream().mapToLong(it -> it).sum();
  }

  /** How many rows there are, by type. */
  Map<String, Long> countTypes(ContactId contact) {
    Map<String, Long> counts = new TreeMap<>();
    try (Scan scan = store.scan(contact)) {
      while (scan.hasNext()) {
        String type = scan.next().type().value();
        boolean named = counts.containsKey(type) || counts.size() < MAX_TYPES;
        counts.merge(named ? type : OTHERS, 1L, Long::sum);
      }
    }
    return counts;
  }

  @Override
  public List<Erasure.Residue> erase(ContactId contact) {
    return store.erase(contact).residues();
  }

  @Override
  public void contacts(Consumer<ContactId> contacts) {
    List<ContactId> page = store.contacts(null, StorageEngine.MAX_CONTACTS);
    while (!page.isEmpty()) {
      page.stream().filter(contact -> !contact.isNone()).forEach(contacts);
      page = store.contacts(page.getLast(), StorageEngine.MAX_CONTACTS);
    }
  }
}
