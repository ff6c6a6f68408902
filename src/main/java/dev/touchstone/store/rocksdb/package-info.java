/**
 * The embedded default: keeps the storage contract in a folder of this machine, with RocksDB. It is
 * the only package that knows the engine, and the only one that knows how a data folder looks.
 * {@code docs/storage.md} describes both.
 */
@NullMarked
package dev.touchstone.store.rocksdb;

import org.jspecify.annotations.NullMarked;
