package dev.touchstone.odata.batch;

import dev.touchstone.odata.Headers;
import java.io.InputStream;

/**
 * A request in a batch.
 *
 * @param method the HTTP verb, in upper case
 * @param target path and query as sent, percent-encoded, beginning with a slash
 * @param headers of this request alone
 * @param body read at most once; empty if there is none
 */
public record PartRequest(String method, String target, Headers headers, InputStream body) {}
