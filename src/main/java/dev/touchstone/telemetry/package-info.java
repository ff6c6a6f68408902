/**
 * What the process tells those who watch over it: counts, times, sizes. The only place that knows
 * the library of metrics.
 *
 * <p>Labels come from closed sets: words of this program, templates of routes, numbers of statuses.
 * Nothing that a caller sends becomes a label.
 */
@NullMarked
package dev.touchstone.telemetry;

import org.jspecify.annotations.NullMarked;
