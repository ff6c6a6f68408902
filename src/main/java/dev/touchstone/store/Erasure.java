package dev.touchstone.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an erasure did.
 *
 * @param interactions how many rows were found and removed
 * @param residues where bytes of removed rows may still exist physically, though no read shows
 *     them; empty if nowhere
 */
public record Erasure(long interactions, List<Residue> residues) {
  public Erasure {
    residues = List.copyOf(residues);
  }

  /**
   * Bytes that remain for a while.
   *
   * @param place where, in words for people
   * @param until when they will be gone at the latest; empty if that is not known
   */
  public record Residue(String place, Optional<Instant> until) {}
}
