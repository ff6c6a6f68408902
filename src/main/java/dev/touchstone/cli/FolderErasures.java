package dev.touchstone.cli;

import dev.touchstone.config.Config;
import dev.touchstone.config.SecretFile;
import dev.touchstone.interaction.ContactId;
import dev.touchstone.privacy.ErasureGuard;
import dev.touchstone.privacy.ErasureReplay;
import dev.touchstone.privacy.Erasures;
import dev.touchstone.privacy.Ledger;
import dev.touchstone.privacy.PersonalPlaces;
import dev.touchstone.privacy.audit.ContactDigest;
import dev.touchstone.privacy.index.AddressIndex;
import dev.touchstone.privacy.index.AddressPlace;
import dev.touchstone.privacy.index.AddressRebuild;
import dev.touchstone.privacy.index.AddressedStore;
import dev.touchstone.privacy.index.Completeness;
import dev.touchstone.privacy.packages.LedgerPosition;
import dev.touchstone.privacy.request.Pseudonyms;
import dev.touchstone.privacy.request.RequestPlace;
import dev.touchstone.privacy.request.SubjectRequests;
import dev.touchstone.privacy.restriction.RestrictionPlace;
import dev.touchstone.privacy.restriction.Restrictions;
import dev.touchstone.store.StorageEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The ledger of an open data folder and the erasures of its store. When it is open, what the ledger
 * has and the data does not was done again, and what was interrupted is complete.
 *
 * @param addresses which contacts have a mail address, of rows that came in through the guard
 * @param restrictions which contacts are shown to the privacy role alone
 * @param places where something of a person is kept
 * @param replayed what was done again
 * @param resumed how many erasures were completed
 */
record FolderErasures(
    Ledger ledger,
    ErasureGuard guard,
    Erasures erasures,
    AddressIndex addresses,
    Completeness completeness,
    SubjectRequests requests,
    Restrictions restrictions,
    PersonalPlaces places,
    ErasureReplay.Replayed replayed,
    int resumed)
    implements AutoCloseable {

  /**
   * Opens the ledger beside a store.
   *
   * @param shared whether other servers have the same store
   * @throws dev.touchstone.privacy.LedgerException if it does not belong to the data
   */
  static FolderErasures open(
      Path folder, Config config, StorageEngine engine, BooleanSupplier shared) {
    ContactDigest hash = hash(folder);
    Ledger ledger = Ledger.open(engine.records(), options(folder, shared, hash));
    try {
      AddressIndex addresses =
          new AddressIndex(engine.records(), hash, shared, () -> ledger.head().entries());
      Completeness completeness = Completeness.of(engine);
      Pseudonyms pseudonyms = new Pseudonyms(hash, hash::ofText);
      Restrictions restrictions =
          Restrictions.open(
              engine.records(), new Restrictions.Options(hash, shared, InstantSource.system()));
      // Requests ask the index whose address it is, so they are erased before it is.
      PersonalPlaces places =
          new PersonalPlaces(
              engine,
              List.of(
                  new RequestPlace(engine.records(), addresses, pseudonyms),
                  new AddressPlace(addresses, completeness),
                  new RestrictionPlace(restrictions)));
      ErasureReplay.Replayed replayed =
          new ErasureReplay(engine.records(), places, ledger, hash).run();
      ErasureGuard guard =
          new ErasureGuard(new AddressedStore(engine, addresses), ledger, hash, shared);
      restrictions.forget(guard::refused);
      Erasures erasures =
          new Erasures(
              engine.records(),
              places,
              ledger,
              guard,
              new Erasures.Options(
                  hash,
                  message -> OpenFolder.signingKeys(folder, config).sign(message),
                  InstantSource.system(),
                  UUID::randomUUID));
      SubjectRequests requests =
          new SubjectRequests(
              engine.records(), guard, addresses, completeness, options(pseudonyms, erasures));
      return new FolderErasures(
          ledger,
          guard,
          erasures,
          addresses,
          completeness,
          requests,
          restrictions,
          places,
          replayed,
          erasures.resume());
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  private static SubjectRequests.Options options(Pseudonyms pseudonyms, Erasures erasures) {
    return new SubjectRequests.Options(
        pseudonyms,
        erasures::answersFor,
        erasures.copies()::hasPackage,
        InstantSource.system(),
        UUID::randomUUID);
  }

  static Ledger.Options options(Path folder, Config config) {
    return options(folder, config::onCassandra, hash(folder));
  }

  private static Ledger.Options options(
      Path folder, BooleanSupplier shared, Function<ContactId, String> hash) {
    return new Ledger.Options(
        folder.resolve(Ledger.FILE), shared, hash, InstantSource.system(), UUID::randomUUID);
  }

  private static ContactDigest hash(Path folder) {
    return new ContactDigest(SecretFile.contactKey(folder, new SecureRandom()));
  }

  /** What fills the index of addresses of rows that were there before it. */
  AddressRebuild rebuild() {
    return new AddressRebuild(addresses, completeness, guard::refuses);
  }

  LedgerPosition position() {
    return new LedgerPosition(ledger.head().entries(), ledger.head().digest());
  }

  @Override
  public void close() {
    ledger.close();
  }
}
