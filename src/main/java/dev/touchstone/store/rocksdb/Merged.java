package dev.touchstone.store.rocksdb;

/**
 * What a merge of all files came to.
 *
 * @param bytesBefore of all tables; what was only in the log was written into one first
 * @param bytesAfter likewise
 * @param complete false if it was stopped; then what was merged stays merged
 */
public record Merged(long bytesBefore, long bytesAfter, boolean complete) {}
