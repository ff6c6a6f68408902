package dev.touchstone.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the rights of a person are served.
 *
 * @param signingKey the file of a private key that signs packages, receipts and the audit trail;
 *     null for the data folder's own
 * @param maxPackages how many packages a server makes at a time
 * @param eraseOnContactDeleted whether a row that says a contact was deleted erases it
 */
public record PrivacyConfig(
    @Nullable Path signingKey, int maxPackages, boolean eraseOnContactDeleted) {}
