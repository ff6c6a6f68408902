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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A store on its way into another one. Every change goes to the source, and then to the target; the
 * source alone answers, and what it says decides, until the {@link Mover} switches: from then on it
 * is the target, alone.
 *
 * <p>A change that the source took is acknowledged whether the target took it or not: who serves
 * must not depend on a store that nobody reads yet. What did not reach the target is {@link
 * Unsettled}, and no move ends before it is settled. An erasure that did not reach the target names
 * it among its residues.
 *
 * <p>Thread-safe.
 */
public final class MovingStore implements StorageEngine {
  private final StorageEngine source;
  private final StorageEngine target;
  private final Sides sides;
  private final Stripes stripes = new Stripes();
  private final MovingRecords records;
  private final MoveClaim claim;

  /**
   * A move that has begun.
   *
   * @param claim closed together with this one, as both stores are
   */
  public MovingStore(MoveClaim claim) {
    this(
        guard(claim.source(), claim::beat),
        guard(claim.target(), claim::requireTarget),
        claim,
        new Unsettled());
  }

  private static StorageEngine guard(MoveSide side, Runnable check) {
    return side.shared() ? TenuredStore.guard(side.engine(), check) : side.engine();
  }

  MovingStore(StorageEngine source, StorageEngine target, MoveClaim claim, Unsettled unsettled) {
    this.source = source;
    this.target = target;
    this.claim = claim;
    this.sides = new Sides(source, target, unsettled);
    this.records = new MovingRecords(sides);
  }

  StorageEngine source() {
    return source;
  }

  StorageEngine target() {
    return target;
  }

  MoveClaim claim() {
    return claim;
  }

  Stripes stripes() {
    return stripes;
  }

  Sides sides() {
    return sides;
  }

  /** The target alone answers now. */
  public boolean isSwitched() {
    return sides.isSwitched();
  }

  /** How many contacts and partitions of records may differ, as far as is known. */
  public int unsettled() {
    return sides.unsettled().size();
  }

  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    if (interactions.size() > MAX_APPEND) {
      return sides.answering().append(interactions);
    }
    return sides.change(() -> appendNow(interactions));
  }

  private List<Verdict> appendNow(List<Interaction> rows) {
    if (sides.isSwitched()) {
      return target.append(rows);
    }
    Set<ContactId> contacts =
        rows.stream().map(Interaction::contact).collect(Collectors.toUnmodifiableSet());
    return stripes.shared(
        contacts,
        () -> {
          Runnable doubt = () -> sides.unsettled().add(contacts);
          List<Verdict> verdicts = sides.first(() -> source.append(rows), doubt);
          sides.echo(() -> target.append(rows), doubt);
          return verdicts;
        });
  }

  @Override
  public Erasure erase(ContactId contact) {
    if (contact.isNone()) {
      return sides.answering().erase(contact);
    }
    return sides.change(
        () ->
            sides.isSwitched()
                ? eraseBehind(contact)
                : stripes.alone(contact, () -> eraseBoth(contact)));
  }

  /** What was left is opened by nobody, and holds the contact until somebody deletes it. */
  private Erasure eraseBehind(ContactId contact) {
    Erasure erasure = target.erase(contact);
    List<Erasure.Residue> residues = new ArrayList<>(erasure.residues());
    residues.add(Sides.LEFT);
    return new Erasure(erasure.interactions(), residues);
  }

  private Erasure eraseBoth(ContactId contact) {
    Runnable doubt = () -> sides.unsettled().add(Set.of(contact));
    Erasure erasure = sides.first(() -> source.erase(contact), doubt);
    List<Erasure.Residue> residues = new ArrayList<>(erasure.residues());
    Erasure echo = sides.echo(() -> target.erase(contact), doubt);
    residues.addAll(echo == null ? Sides.UNREACHED : echo.residues());
    return new Erasure(erasure.interactions(), residues);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Copies that were read before do not reach the target behind its own expiry.
   */
  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    return sides.expire(() -> expireNow(Map.copyOf(cutoffs)));
  }

  private long expireNow(Map<TypeName, Instant> cutoffs) {
    if (sides.isSwitched()) {
      return target.expire(cutoffs);
    }
    sides.unsettled().addExpiry(cutoffs);
    long removed = source.expire(cutoffs);
    stripes.expired();
    sides.echo(
        () -> {
          target.expire(cutoffs);
          sides.unsettled().expired(cutoffs);
          return true;
        },
        () -> {});
    return removed;
  }

  @Override
  public Page read(Query query) {
    return sides.answering().read(query);
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return sides.answering().types(contact, limit);
  }

  @Override
  public Scan scan(ContactId contact) {
    return sides.answering().scan(contact);
  }

  @Override
  public Scan scan(TimeRange range) {
    return sides.answering().scan(range);
  }

  @Override
  public List<ContactId> contacts(@Nullable ContactId after, int limit) {
    return sides.answering().contacts(after, limit);
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public void check() {
    sides.answering().check();
  }

  @Override
  public void close() {
    try (target;
        source;
        claim) {
      // Each is closed, the claim first.
    }
  }
}
