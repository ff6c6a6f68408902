package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.store.RecordStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Does again to data what its ledger has and it does not: the data is older, as after a restore.
 * Nobody may read the data before. Interrupted, it is done again from the start.
 */
public final class ErasureReplay {
  private final RecordStore records;
  private final PersonalPlaces places;
  private final Ledger ledger;
  private final Function<ContactId, String> hash;

  public ErasureReplay(
      RecordStore records, PersonalPlaces places, Ledger ledger, Function<ContactId, String> hash) {
    this.records = records;
    this.places = places;
    this.ledger = ledger;
    this.hash = hash;
  }

  /**
   * What was done.
   *
   * @param entries how many the data did not know
   * @param contacts how many contacts were there that had been erased, and are erased again
   */
  public record Replayed(int entries, int contacts) {}

  /**
   * Erases the contacts of which the data does not know that they were erased. Those that were
   * allowed again later are erased too: what the data has of them is from before.
   *
   * @throws dev.touchstone.store.StoreException if it is not complete
   */
  public Replayed run() {
    List<LedgerEntry> unknown = ledger.missedByStore();
    Set<String> erased = erasedIn(unknown);
    // Gathered first: what an open scan reads stays in files.
    Set<ContactId> found = erased.isEmpty() ? Set.of() : find(erased);
    for (PersonalPlace place : places.all()) {
      found.forEach(place::erase);
    }
    ledger.recordAll();
    return new Replayed(unknown.size(), found.size());
  }

  /** Those that are being erased are left: they are counted and completed behind this. */
  private Set<String> erasedIn(List<LedgerEntry> entries) {
    Set<String> pending =
        new PendingErasures(records)
            .all().stream().map(PendingErasure::id).collect(Collectors.toSet());
    return entries.stream()
        .filter(it -> it.kind() == EntryKind.ERASE && !pending.contains(it.erasure()))
        .flatMap(it -> it.contacts().stream())
        .collect(Collectors.toSet());
  }

  private Set<ContactId> find(Set<String> erased) {
    Set<ContactId> found = new HashSet<>();
    Consumer<ContactId> look =
        contact -> {
          if (erased.contains(hash.apply(contact))) {
            found.add(contact);
          }
        };
    places.all().forEach(place -> place.contacts(look));
    return found;
  }
}
