package dev.touchstone.privacy.packages;

/**
 * How far the ledger of erasures had come, so that a package can be told from one made after an
 * erasure.
 *
 * @param entries how many entries it had
 * @param head the digest that the chain of its entries had reached, as lower-case hex digits
 */
public record LedgerPosition(long entries, String head) {}
