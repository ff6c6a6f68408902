package dev.touchstone.store.rocksdb;

/** How much waits to be written. */
public record Waiting(int rows, long bytes) {}
