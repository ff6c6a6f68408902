package dev.touchstone.privacy;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a look through a ledger found.
 *
 * @param entries how many there are, of which each follows the one before it
 * @param erasures how many erasures were begun
 * @param blocked how many contacts are refused now
 * @param anchor how far it goes: the number of the last entry and its digest
 * @param hasAnchor whether it has the entry that was asked for
 */
public record LedgerCheck(
    long entries, long erasures, long blocked, String anchor, boolean hasAnchor) {
  /**
   * Verifies a ledger. A last line without an end is none.
   *
   * @param anchor of an entry that it must have; null for none
   * @throws LedgerException if an entry does not follow
   */
  public static LedgerCheck of(Path file, @Nullable String anchor) throws IOException {
    Blocks blocks = new Blocks();
    long[] erasures = {0};
    boolean[] found = {anchor == null || anchor.equals(LedgerEntry.Head.EMPTY.toString())};
    LedgerFile.Read read =
        LedgerFile.read(
            file,
            entry -> {
              blocks.take(entry);
              erasures[0] += entry.kind() == EntryKind.ERASE ? 1 : 0;
              found[0] |= entry.head().toString().equals(anchor);
            });
    return new LedgerCheck(
        read.head().entries(), erasures[0], blocks.count(), read.head().toString(), found[0]);
  }
}
