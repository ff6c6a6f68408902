package dev.touchstone.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * How the rights of a person are served.
 *
 * @param signingKey the file of a private key that signs packages, receipts and the audit trail;
 *     null for the data folder's own
 * @param maxPackages how many packages a server makes at a time
 * @param eraseOnContactDeleted whether a row that says a contact was deleted erases it
 * @param keep how long closed requests, and notes of copies that were sent or deleted, are kept
 */
public record PrivacyConfig(
    @Nullable Path signingKey, int maxPackages, boolean eraseOnContactDeleted, Period keep) {
  /**
   * The least that may be set. In less the note of a package would go before the request that it
   * answers is due.
   */
  public static final Duration SHORTEST_KEEP = Duration.ofDays(100);
}
