package dev.touchstone.privacy.packages;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Timestamp;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.TimeRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a package says of itself; signed.
 *
 * @param contacts in the order of their folders
 * @param chain the chain over all rows
 * @param ledger null where no ledger is kept
 */
record Manifest(
    Instant created,
    String signingKey,
    List<Contact> contacts,
    TimeRange range,
    List<Group> groups,
    String chain,
    List<Kept> retention,
    Catalogue catalogue,
    @Nullable LedgerPosition ledger,
    List<PackagedFile> files) {
  static final String PATH = "manifest.json";
  static final String SIGNATURE_PATH = "manifest.sig";
  static final String FORMAT = "touchstone-package-1";

  /** More would take a package of more than a thousand million rows. */
  static final int MAX_BYTES = 32 << 20;

  static final int MAX_FILES = 100_000;

  Manifest {
    contacts = List.copyOf(contacts);
    groups = List.copyOf(groups);
    retention = List.copyOf(retention);
    files = List.copyOf(files);
  }

  /** A contact id and the folder of its rows. */
  record Contact(ContactId id, String folder) {}

  /**
   * The rows of a contact and type.
   *
   * @param chain what the chain over all rows is behind the last of these
   */
  record Group(
      ContactId contact, TypeName type, long rows, Instant newest, Instant oldest, String chain) {}

  /**
   * How long rows of a type are kept.
   *
   * @param period as ISO 8601 has it
   * @param notBefore rows before it were not shown any more
   */
  record Kept(TypeName type, String period, Instant notBefore) {}

  /** What the types were that were known. */
  record Catalogue(int types, String sha256) {}

  long rows() {
    return groups.stream().mapToLong(Group::rows).sum();
  }

  @Nullable String newest() {
    return groups.stream()
        .map(Group::newest)
        .max(Instant::compareTo)
        .map(Timestamp::format)
        .orElse(null);
  }

  @Nullable String oldest() {
    return groups.stream()
        .map(Group::oldest)
        .min(Instant::compareTo)
        .map(Timestamp::format)
        .orElse(null);
  }

  /** Counts only: who it is about is personal data. */
  @Override
  public String toString() {
    return "Manifest[" + files.size() + " files]";
  }
}
