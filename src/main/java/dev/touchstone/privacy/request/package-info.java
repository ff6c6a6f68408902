/**
 * Requests of data subjects as work: what was asked, until when it must be answered, who did what
 * and why, and the answer. {@code docs/privacy.md} says how a privacy officer works with it.
 *
 * <p>It works on any engine through the contracts of {@code store}, and knows no wire.
 */
@NullMarked
package dev.touchstone.privacy.request;

import org.jspecify.annotations.NullMarked;
