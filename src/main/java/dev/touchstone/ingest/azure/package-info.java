/**
 * Blobs in Azure Blob Storage, by the URL of a container and a shared access signature.
 *
 * <p>The only package that knows Azure's library. The signature is a secret: it is in no text that
 * leaves this package, and neither are the library's own messages, which may quote it.
 */
@NullMarked
package dev.touchstone.ingest.azure;

import org.jspecify.annotations.NullMarked;
