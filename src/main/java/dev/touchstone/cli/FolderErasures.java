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
import dev.touchstone.privacy.request.RequestPlace;
import dev.touchstone.privacy.request.SubjectRequests;
import dev.touchstone.store.StorageEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The ledger of an open data folder and the erasures of its store. When it is open, what the ledger
 * has and the data does not was done again, and what was interrupted is complete.
 *
 * @param addresses which contacts have a mail address, of rows that came in through the guard
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
    ErasureReplay.Replayed replayed,
    int resumed)
    implements AutoCloseable {

  /**
   * Opens the ledger beside a store.
   *
   * @throws dev.touchstone.privacy.LedgerException if it does not belong to the data
   */
  static FolderErasures open(Path folder, Config config, StorageEngine engine) {
    Function<ContactId, String> hash = hash(folder);
    Ledger ledger = Ledger.open(engine.records(), options(folder, config, hash));
    try {
      AddressIndex addresses =
          new AddressIndex(
              engine.records(), hash, config.onCassandra(), () -> ledger.head().entries());
      Completeness completeness = Completeness.of(engine);
      SubjectRequests requests =
          new SubjectRequests(
              engine.records(),
              new SubjectRequests.Options(
                  hash,
                  id -> Erasures.hasReceipt(engine.records(), id),
                  InstantSource.system(),
                  UUID::randomUUID));
      PersonalPlaces places =
          new PersonalPlaces(
              engine,
              List.of(new AddressPlace(addresses, completeness), new RequestPlace(requests)));
      ErasureReplay.Replayed replayed =
          new ErasureReplay(engine.records(), places, ledger, hash).run();
      ErasureGuard guard =
          new ErasureGuard(
              new AddressedStore(engine, addresses), ledger, hash, config.onCassandra());
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
      return new FolderErasures(
          ledger, guard, erasures, addresses, completeness, requests, replayed, erasures.resume());
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
  }

  static Ledger.Options options(Path folder, Config config) {
    return options(folder, config, hash(folder));
  }

  private static Ledger.Options options(
      Path folder, Config config, Function<ContactId, String> hash) {
    return new Ledger.Options(
        folder.resolve(Ledger.FILE),
        config.onCassandra(),
        hash,
        InstantSource.system(),
        UUID::randomUUID);
  }

  private static Function<ContactId, String> hash(Path folder) {
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
