/**
 * PostgreSQL as the place where the rows would be otherwise: a cluster of the benchmark's own, a
 * table in the key order of the storage contract, and that table as an {@code InteractionStore}.
 */
@NullMarked
package dev.touchstone.bench.postgres;

import org.jspecify.annotations.NullMarked;
