/**
 * Who calls, and what they may do: roles and permissions, API keys, bearer tokens of an OpenID
 * provider, the challenge to callers without either, and the certificate of the server.
 *
 * <p>It knows no request and no server: {@code http} hands over the text of the {@code
 * Authorization} header and gets a verdict. Nothing in here writes a key, a token or a claim to the
 * log.
 */
@NullMarked
package dev.touchstone.access;

import org.jspecify.annotations.NullMarked;
