/**
 * The distributed engine: interactions and records in Apache Cassandra. Any number of processes may
 * have it open. {@code docs/storage-cassandra.md} describes tables and timestamps.
 *
 * <p>Nothing outside of this package knows the driver, and nothing in it reads a clock to order
 * writes.
 */
@NullMarked
package dev.touchstone.store.cassandra;

import org.jspecify.annotations.NullMarked;
