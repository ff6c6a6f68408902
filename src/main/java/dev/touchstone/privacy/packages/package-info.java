/**
 * The package that answers "give me my data": one signed ZIP with every interaction of a person,
 * and what verifies it without a store.
 *
 * <p>It knows the store and its rows, and neither the wire nor HTTP nor the command line.
 */
@NullMarked
package dev.touchstone.privacy.packages;

import org.jspecify.annotations.NullMarked;
