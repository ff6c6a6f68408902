package dev.touchstone.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.index.AddressIndex;
import dev.touchstone.privacy.index.AddressPlace;
import dev.touchstone.privacy.index.AddressedStore;
import dev.touchstone.privacy.index.Completeness;
import dev.touchstone.privacy.request.Pseudonyms;
import dev.touchstone.privacy.request.RequestPlace;
import dev.touchstone.privacy.restriction.RestrictionPlace;
import dev.touchstone.privacy.restriction.Restrictions;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A store that is served with its ledger, as the program wires it; opened as after a start. */
final class Forgetting implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");
  static final Reason REASON = Reason.parse("request-4711");

  final Ledger ledger;
  final ErasureGuard store;
  final Erasures erasures;
  final ErasureReplay.Replayed replayed;
  final int resumed;
  final AddressIndex addresses;
  final Completeness completeness;

  private Forgetting(
      Path folder, StorageEngine engine, List<PersonalPlace> places, boolean shared) {
    InstantSource clock = InstantSource.fixed(NOW);
    ledger =
        Ledger.open(
            engine.records(),
            new Ledger.Options(
                folder.resolve(Ledger.FILE),
                () -> shared,
                Forgetting::hash,
                clock,
                UUID::randomUUID));
    try {
      addresses =
          new AddressIndex(
              engine.records(), Forgetting::hash, () -> shared, () -> ledger.head().entries());
      completeness = Completeness.of(engine);
      List<PersonalPlace> others = new ArrayList<>(places);
      Pseudonyms pseudonyms = new Pseudonyms(Forgetting::hash, Forgetting::hash);
      others.add(new RequestPlace(engine.records(), addresses, pseudonyms));
      others.add(new AddressPlace(addresses, completeness));
      others.add(
          new RestrictionPlace(
              Restrictions.open(
                  engine.records(),
                  new Restrictions.Options(Forgetting::hash, () -> shared, clock))));
      PersonalPlaces all = new PersonalPlaces(engine, others);
      store =
          new ErasureGuard(
              new AddressedStore(engine, addresses), ledger, Forgetting::hash, () -> shared);
      SigningKeys keys = new SigningKeys(folder, null, clock, new SecureRandom());
      erasures =
          new Erasures(
              engine.records(),
              all,
              ledger,
              store,
              new Erasures.Options(Forgetting::hash, keys::sign, clock, UUID::randomUUID));
      replayed = new ErasureReplay(engine.records(), all, ledger, Forgetting::hash).run();
      resumed = erasures.resume();
    } catch (RuntimeException | Error e) {
      ledger.close();
      throw e;
    }
  }

  static Forgetting open(Path folder, StorageEngine engine) {
    return new Forgetting(folder, engine, List.of(), false);
  }

  static Forgetting open(Path folder, StorageEngine engine, List<PersonalPlace> places) {
    return new Forgetting(folder, engine, places, false);
  }

  static Forgetting openShared(Path folder, StorageEngine engine) {
    return new Forgetting(folder, engine, List.of(), true);
  }

  static String hash(ContactId contact) {
    return hash(contact.value());
  }

  private static String hash(String text) {
    return LedgerEntry.sha256("a key of tests" + text).substring(0, 32);
  }

  List<LedgerEntry> entries() {
    List<LedgerEntry> entries = new ArrayList<>();
    ledger.forEach(entries::add);
    return entries;
  }

  List<EntryKind> kinds() {
    return entries().stream().map(LedgerEntry::kind).toList();
  }

  /** The values of a kind of records, as text. */
  static List<String> values(StorageEngine engine, RecordKind kind) {
    List<String> values = new ArrayList<>();
    try (RecordScan scan = engine.records().scan(kind)) {
      scan.forEachRemaining(record -> values.add(new String(record.value(), UTF_8)));
    }
    return values;
  }

  /** Closes the ledger; the engine is left open. */
  @Override
  public void close() {
    ledger.close();
  }
}
