package dev.touchstone.ingest;

/**
 * What tells that the beginning of a blob is still what was read.
 *
 * @param from how many unpacked bytes stand before those that the digest covers; 0 where it covers
 *     all that was read
 * @param sha256 in hexadecimal, of the bytes up to the end of what was read
 */
record Proof(long from, String sha256) {}
