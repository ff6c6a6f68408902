/**
 * The side-by-side benchmark: the same rows and the same questions for Touchstone and for
 * PostgreSQL, and what the machine could do at most. It starts what it measures as processes of
 * their own and writes {@code docs/benchmarks.md}.
 */
@NullMarked
package dev.touchstone.bench;

import org.jspecify.annotations.NullMarked;
