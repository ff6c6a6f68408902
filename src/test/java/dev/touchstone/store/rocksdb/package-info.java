/**
 * The embedded store keeps the contract, survives its process, and leaves nothing of the erased.
 */
@NullMarked
package dev.touchstone.store.rocksdb;

import org.jspecify.annotations.NullMarked;
