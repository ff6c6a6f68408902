package dev.touchstone.config;

import dev.touchstone.interaction.TypeCatalogue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Period;
import java.time.ZoneId;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one process, checked. {@link Setting} says what each means and what it is where
 * nothing is set; {@link Settings} makes one.
 *
 * @param organizationUri without a slash at its end; null: as the request names it
 * @param limits of each caller
 * @param storeCacheBytes outside of Java's heap
 * @param retention how long rows are kept, by the type's name as it was written; checked against
 *     the catalogue by whoever uses it
 * @param typesFile null where there are only the types that come with the program
 * @param authentication whether callers must say who they are
 * @param openId null where no tokens are accepted
 * @param onCassandra whether interactions are kept in Apache Cassandra rather than in the data
 *     folder
 * @param cassandra how to reach it, also where a move goes there
 * @param texts what all of this was read from, by the settings' keys; no secret is among them
 */
public record Config(
    ServerConfig server,
    @Nullable URI organizationUri,
    UUID organizationId,
    ZoneId organizationTimeZone,
    int actionMaxRows,
    int requestMaxBytes,
    CallerLimits limits,
    long storeCacheBytes,
    Map<String, Period> retention,
    @Nullable Path typesFile,
    boolean authentication,
    @Nullable OpenIdConfig openId,
    IntakeConfig intake,
    PrivacyConfig privacy,
    BackupConfig backup,
    AuditConfig audit,
    boolean onCassandra,
    CassandraConfig cassandra,
    SortedMap<String, String> texts) {

  /** Every setting at its default. */
  public static Config defaults() {
    return new Settings().toConfig();
  }

  /**
   * The types that come with the program, and those of the company's own file if there is one.
   *
   * @throws ConfigException if that file is not usable
   */
  public TypeCatalogue catalogue() {
    return typesFile == null ? CatalogueFile.standard() : CatalogueFile.standardWith(typesFile);
  }
}
