/**
 * The tree as data, for the test that checks it: which files there are, and what the Java among
 * them names, declares and imports.
 *
 * <p>It knows no rule; those are in {@code TidyTest}. It must not know Touchstone's own code.
 */
@NullMarked
package dev.touchstone.tidy;

import org.jspecify.annotations.NullMarked;
