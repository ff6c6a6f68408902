package dev.touchstone.privacy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.LedgerEntry.Draft;
import dev.touchstone.privacy.signature.Signature;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Erases contacts, so that it lasts and can be shown. An erasure notes what it is about to do,
 * writes to the ledger, blocks the contacts, counts, removes, looks whether anything is left, and
 * gives a signed receipt. Each step may be done again: interrupted anywhere, {@link #resume}
 * completes it, and there is one receipt. Thread-safe.
 */
public final class Erasures {
  /** The most contacts of one erasure: the ids under which one person is known. */
  public static final int MAX_CONTACTS = 100;

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Ledger ledger;
  private final ErasureGuard guard;
  private final PendingErasures pending;
  private final Receipts receipts;
  private final ErasureSteps steps;
  private final Copies copies;
  private final CopyErasure copyErasure;
  private final Options options;
  private final Turns turns = new Turns();

  /**
   * What an erasure needs beside the store.
   *
   * @param hash stands for a contact where no personal data may be
   * @param sign signs receipts
   * @param ids names erasures
   */
  public record Options(
      Function<ContactId, String> hash,
      Function<byte[], Signature> sign,
      InstantSource clock,
      Supplier<UUID> ids) {}

  public Erasures(
      RecordStore records,
      PersonalPlaces places,
      Ledger ledger,
      ErasureGuard guard,
      Options options) {
    this.ledger = ledger;
    this.guard = guard;
    this.pending = new PendingErasures(records);
    this.receipts = new Receipts(records);
    this.steps = new ErasureSteps(places);
    this.copies =
        new Copies(
            records,
            options.hash(),
            () -> ledger.head().entries(),
            options.clock(),
            UUID::randomUUID);
    this.copyErasure = new CopyErasure(copies, options.hash(), ledger.blocks()::has);
    this.options = options;
  }

  /** The copies of personal data that left the store, which an erasure reaches. */
  public Copies copies() {
    return copies;
  }

  /** A signed receipt: two lines of JSON, as {@code docs/privacy.md} describes them. */
  public record SignedReceipt(String id, String text) {}

  /** What became of a wish to take rows of a contact again. */
  public enum Unblocked {
    /** Its rows are taken from now on. */
    UNBLOCKED,
    /** It was not blocked. */
    NOT_BLOCKED,
    /** It is being erased; ask again when that is complete. */
    BEING_ERASED
  }

  /**
   * Erases contacts. If the same were erased together and are still blocked, nothing of them is
   * there, and nothing was left the last time, the receipt of that time is given again.
   *
   * @param contacts 1 to {@value #MAX_CONTACTS}, each with an id
   * @return when nothing of them can be read any more
   * @throws InvalidValueException if there are more or fewer
   * @throws StoreException if it is not complete: it is completed later, or by erasing again
   */
  public SignedReceipt erase(List<ContactId> contacts, Reason reason) {
    List<ContactId> distinct = check(contacts);
    return turns.with(distinct, () -> eraseNow(distinct, reason));
  }

  private static List<ContactId> check(List<ContactId> contacts) {
    List<ContactId> distinct = contacts.stream().distinct().toList();
    if (distinct.isEmpty() || distinct.size() > MAX_CONTACTS) {
      throw new InvalidValueException(
          distinct.size() + " contacts", "1 to %,d contacts".formatted(MAX_CONTACTS));
    }
    if (distinct.stream().anyMatch(ContactId::isNone)) {
      throw new InvalidValueException("", "the id of a contact");
    }
    return distinct;
  }

  private SignedReceipt eraseNow(List<ContactId> contacts, Reason reason) {
    ledger.refresh();
    Optional<PendingErasure> begun =
        pending.all().stream()
            .filter(it -> Set.copyOf(it.contacts()).equals(Set.copyOf(contacts)))
            .findFirst();
    if (begun.isPresent()) {
      return complete(begun.get());
    }
    return knownReceipt(contacts).orElseGet(() -> complete(begin(contacts, reason)));
  }

  private Optional<SignedReceipt> knownReceipt(List<ContactId> contacts) {
    Set<String> hashes = new TreeSet<>(hashes(contacts));
    Set<Optional<String>> last =
        hashes.stream().map(ledger.blocks()::erasure).collect(Collectors.toSet());
    Optional<String> id = last.size() == 1 ? last.iterator().next() : Optional.empty();
    return id.flatMap(
        it ->
            receipts
                .get(it)
                .filter(text -> Receipt.isOfAll(text, hashes) && Receipt.isWithoutResidues(text))
                .filter(text -> steps.left(contacts) == 0)
                .map(text -> new SignedReceipt(it, text)));
  }

  private PendingErasure begin(List<ContactId> contacts, Reason reason) {
    PendingErasure erasure =
        new PendingErasure(
            options.ids().get().toString(), now(), reason, contacts, ledger.head().entries(), null);
    pending.put(erasure);
    return erasure;
  }

  private SignedReceipt complete(PendingErasure begun) {
    LedgerEntry entry = enter(begun);
    PendingErasure counted = count(begun);
    List<Erasure.Residue> residues = steps.remove(counted.contacts());
    CopyErasure.Outcome reached = copyErasure.run(begun.id(), begun.contacts());
    String text =
        ledger.find(EntryKind.ERASED, begun.id(), begun.position()).isPresent()
            ? receipts.get(begun.id()).orElse("")
            : giveReceipt(counted, entry, residues, reached);
    pending.erase(begun.id());
    return new SignedReceipt(begun.id(), text);
  }

  /** Writes to the ledger, which blocks the contacts, unless that was done. */
  private LedgerEntry enter(PendingErasure erasure) {
    Optional<LedgerEntry> present = ledger.find(EntryKind.ERASE, erasure.id(), erasure.position());
    if (present.isPresent()) {
      return present.get();
    }
    Draft draft =
        new Draft(
            EntryKind.ERASE, erasure.id(), hashes(erasure.contacts()), erasure.reason().text(), "");
    return guard.alone(() -> ledger.append(draft));
  }

  private PendingErasure count(PendingErasure begun) {
    return begun.counts() == null
        ? pending.putCounts(begun, begun.counted(steps.count(begun.contacts())))
        : begun;
  }

  private String giveReceipt(
      PendingErasure erasure,
      LedgerEntry entry,
      List<Erasure.Residue> residues,
      CopyErasure.Outcome reached) {
    Receipt receipt =
        new Receipt(
            erasure.id(),
            entry.contacts(),
            erasure.requested(),
            now(),
            erasure.reason(),
            entry.head(),
            Objects.requireNonNull(erasure.counts()),
            residues,
            reached);
    String text = receipts.putIfAbsent(erasure.id(), receipt.sign(options.sign()));
    String digest = LedgerEntry.sha256(text);
    ledger.append(new Draft(EntryKind.ERASED, erasure.id(), entry.contacts(), "", digest));
    return text;
  }

  /**
   * Takes rows of a contact again.
   *
   * @throws StoreException if that may not be written
   */
  public Unblocked unblock(ContactId contact, Reason reason) {
    return turns.with(List.of(contact), () -> unblockNow(contact, reason));
  }

  private Unblocked unblockNow(ContactId contact, Reason reason) {
    ledger.refresh();
    String hash = options.hash().apply(contact);
    Optional<String> erasure = ledger.blocks().erasure(hash);
    if (pending.concerns(contact)) {
      return Unblocked.BEING_ERASED;
    }
    if (erasure.isEmpty()) {
      return Unblocked.NOT_BLOCKED;
    }
    ledger.append(new Draft(EntryKind.UNBLOCK, erasure.get(), List.of(hash), reason.text(), ""));
    return Unblocked.UNBLOCKED;
  }

  /**
   * Whether a receipt answers for contacts: the ledger has it, it is of all of them, and rows of
   * none of them are taken again.
   *
   * @param contacts their keyed hashes
   */
  public boolean answersFor(String receipt, List<String> contacts) {
    ledger.refresh();
    Optional<String> text = receipt(receipt).map(SignedReceipt::text);
    return text.isPresent()
        && Receipt.covers(text.get(), contacts)
        && contacts.stream().allMatch(ledger.blocks()::has)
        && ledger
            .find(EntryKind.ERASED, receipt, Receipt.position(text.get()))
            .filter(entry -> entry.digest().equals(LedgerEntry.sha256(text.get())))
            .isPresent();
  }

  /** The receipt of an erasure. */
  public Optional<SignedReceipt> receipt(String id) {
    return UUID_FORM.matcher(id).matches()
        ? receipts.get(id).map(text -> new SignedReceipt(id, text))
        : Optional.empty();
  }

  /**
   * Completes what was interrupted. To be called before anybody reads.
   *
   * @return how many erasures there were
   */
  public int resume() {
    List<PendingErasure> all = pending.all();
    for (PendingErasure erasure : all) {
      turns.with(erasure.contacts(), () -> complete(erasure));
    }
    return all.size();
  }

  private List<String> hashes(List<ContactId> contacts) {
    return contacts.stream().map(options.hash()).toList();
  }

  private Instant now() {
    return Instant.ofEpochMilli(options.clock().millis());
  }
}
