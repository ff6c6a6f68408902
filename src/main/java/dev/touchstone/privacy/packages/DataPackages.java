package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes packages: everything that is stored of a person. Thread-safe.
 *
 * <p>A package has every row whose append returned before it was asked for, each once, unless it
 * was erased or has expired. It is gathered before a byte of it is written, so a slow reader holds
 * nothing of the store, and what fails, fails before anything was given out.
 */
public final class DataPackages {
  /** How much of the rows of one package stays in memory; more goes into an encrypted file. */
  private static final long ROWS_IN_MEMORY = 24 << 20;

  private static final long DIGESTS_IN_MEMORY = 4 << 20;

  private final InteractionStore store;
  private final OtherSource others;
  private final TypeCatalogue catalogue;
  private final Retention retention;
  private final SigningKeys keys;
  private final Supplier<@Nullable LedgerPosition> ledger;
  private final Path folder;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Words words;

  /**
   * @param store shows nothing that is older than the retention says
   * @param others tells what is kept beside interactions
   * @param ledger gives how far the ledger of erasures has come; null where none is kept
   * @param folder for files of which nothing stays, encrypted
   */
  public DataPackages(
      InteractionStore store,
      OtherSource others,
      TypeCatalogue catalogue,
      Retention retention,
      SigningKeys keys,
      Supplier<@Nullable LedgerPosition> ledger,
      Path folder,
      InstantSource clock) {
    this.store = store;
    this.others = others;
    this.catalogue = catalogue;
    this.retention = retention;
    this.keys = keys;
    this.ledger = ledger;
    this.folder = folder;
    this.clock = clock;
    this.words = Words.of(catalogue);
  }

  /**
   * Reads everything of a package.
   *
   * @throws dev.touchstone.store.StoreException if the store fails
   * @throws PackageException if the package would be larger than any may be
   * @throws IOException if what is read cannot be kept
   */
  public DataPackage gather(PackageRequest request) throws IOException {
    Instant created = Instant.ofEpochMilli(clock.millis());
    LedgerPosition position = ledger.get();
    RowSpool rows = new RowSpool(new Spool(folder, random, ROWS_IN_MEMORY));
    OtherData other = new OtherData();
    try {
      for (ContactId contact : request.contacts()) {
        gather(contact, request, rows);
        other.gather(contact, others);
      }
      rows.end();
      Manifest draft =
          new Manifest(
              created,
              "",
              contacts(request),
              request.range(),
              List.of(),
              "",
              kept(created),
              CatalogueDigest.of(catalogue),
              position,
              List.of());
      Spool digests = new Spool(folder, random, DIGESTS_IN_MEMORY);
      return new DataPackage(rows, other, digests, draft, catalogue, keys, words);
    } catch (IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private void gather(ContactId contact, PackageRequest request, RowSpool rows) throws IOException {
    try (Scan scan = store.scan(contact)) {
      while (scan.hasNext()) {
        Interaction row = scan.next();
        if (request.range().contains(row.timestamp())) {
          rows.add(row);
        }
      }
    }
  }

  private static List<Manifest.Contact> contacts(PackageRequest request) {
    List<Manifest.Contact> contacts = new ArrayList<>();
    for (ContactId contact : request.contacts()) {
      contacts.add(new Manifest.Contact(contact, "contact-" + (contacts.size() + 1)));
    }
    return contacts;
  }

  private List<Manifest.Kept> kept(Instant now) {
    return retention.periods().keySet().stream()
        .sorted(Comparator.naturalOrder())
        .map(
            type -> {
              Instant cutoff = retention.cutoff(type, now);
              return new Manifest.Kept(
                  type,
                  String.valueOf(retention.periods().get(type)),
                  cutoff == null ? Timestamp.MIN : cutoff);
            })
        .toList();
  }
}
