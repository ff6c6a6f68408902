/**
 * What the service offers, as one model, and its three written forms: CSDL in XML, CSDL in JSON,
 * and the service document.
 *
 * <p>It knows the type catalogue, from which the columns of interactions come, and no store and no
 * request.
 */
@NullMarked
package dev.touchstone.odata.metadata;

import org.jspecify.annotations.NullMarked;
