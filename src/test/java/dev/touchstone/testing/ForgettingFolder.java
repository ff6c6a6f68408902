package dev.touchstone.testing;

import dev.touchstone.privacy.ErasureGuard;
import dev.touchstone.privacy.Erasures;
import dev.touchstone.privacy.Ledger;
import dev.touchstone.privacy.PersonalPlaces;
import dev.touchstone.privacy.audit.ContactDigest;
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
public record ForgettingFolder(Ledger ledger, ErasureGuard guard, Erasures erasures)
    implements AutoCloseable {

  public static ForgettingFolder open(Path folder, StorageEngine engine) {
    InstantSource clock = InstantSource.system();
    ContactDigest hash = new ContactDigest(new byte[32]);
    AtomicLong last = new AtomicLong();
    Supplier<UUID> ids = () -> new UUID(0, last.getAndIncrement());
    Ledger ledger =
        Ledger.open(
            engine.records(),
            new Ledger.Options(folder.resolve(Ledger.FILE), () -> false, hash, clock, ids));
    ErasureGuard guard = new ErasureGuard(engine, ledger, hash, () -> false);
    SigningKeys keys = new SigningKeys(folder, null, clock, new SecureRandom());
    Erasures erasures =
        new Erasures(
            engine.records(),
            new PersonalPlaces(engine, List.of()),
            ledger,
            guard,
            new Erasures.Options(hash, keys::sign, clock, ids));
    return new ForgettingFolder(ledger, guard, erasures);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
