package dev.touchstone.testing;

import dev.touchstone.privacy.ErasureGuard;
import dev.touchstone.privacy.Erasures;
import dev.touchstone.privacy.Ledger;
import dev.touchstone.privacy.PersonalPlaces;
import dev.touchstone.privacy.audit.ContactDigest;
import dev.touchstone.privacy.index.AddressIndex;
import dev.touchstone.privacy.index.AddressPlace;
import dev.touchstone.privacy.index.AddressedStore;
import dev.touchstone.privacy.index.Completeness;
import dev.touchstone.privacy.request.Pseudonyms;
import dev.touchstone.privacy.request.RequestPlace;
import dev.touchstone.privacy.request.SubjectRequests;
import dev.touchstone.privacy.restriction.RestrictionPlace;
import dev.touchstone.privacy.restriction.Restrictions;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.StorageEngine;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A ledger and erasures of an engine; ids are counted from 1.
 *
 * @param guard refuses late rows
 */
public record ForgettingFolder(
    Ledger ledger,
    ErasureGuard guard,
    Erasures erasures,
    AddressIndex addresses,
    Completeness completeness,
    SubjectRequests requests,
    Restrictions restrictions)
    implements AutoCloseable {

  public static ForgettingFolder open(Path folder, StorageEngine engine) {
    return open(folder, engine, false);
  }

  /**
   * Opens what an engine needs.
   *
   * @param shared whether others may write to the same store
   */
  public static ForgettingFolder open(Path folder, StorageEngine engine, boolean shared) {
    InstantSource clock = InstantSource.system();
    ContactDigest hash = new ContactDigest(new byte[32]);
    AtomicLong last = new AtomicLong();
    Supplier<UUID> ids = () -> new UUID(0, last.getAndIncrement());
    Ledger ledger =
        Ledger.open(
            engine.records(),
            new Ledger.Options(folder.resolve(Ledger.FILE), () -> shared, hash, clock, ids));
    AddressIndex addresses =
        new AddressIndex(engine.records(), hash, () -> shared, () -> ledger.head().entries());
    Completeness completeness = Completeness.of(engine);
    Pseudonyms pseudonyms = new Pseudonyms(hash, hash::ofText);
    Restrictions restrictions =
        Restrictions.open(engine.records(), new Restrictions.Options(hash, () -> shared, clock));
    PersonalPlaces places =
        new PersonalPlaces(
            engine,
            List.of(
                new RequestPlace(engine.records(), addresses, pseudonyms),
                new AddressPlace(addresses, completeness),
                new RestrictionPlace(restrictions)));
    ErasureGuard guard =
        new ErasureGuard(new AddressedStore(engine, addresses), ledger, hash, () -> shared);
    SigningKeys keys = new SigningKeys(folder, null, clock, new SecureRandom());
    Erasures erasures =
        new Erasures(
            engine.records(),
            places,
            ledger,
            guard,
            new Erasures.Options(hash, keys::sign, clock, ids));
    SubjectRequests requests =
        new SubjectRequests(
            engine.records(),
            guard,
            addresses,
            completeness,
            new SubjectRequests.Options(
                pseudonyms, erasures::answersFor, erasures.copies()::hasPackage, clock, ids));
    return new ForgettingFolder(
        ledger, guard, erasures, addresses, completeness, requests, restrictions);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
