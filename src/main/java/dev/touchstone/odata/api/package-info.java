/**
 * The whole wire: which path leads to which answer, and what each resource adds around it. Calls
 * come in, answers go out; requests of a batch take the same way.
 *
 * <p>It knows all packages of the wire, and no server.
 */
@NullMarked
package dev.touchstone.odata.api;

import org.jspecify.annotations.NullMarked;
