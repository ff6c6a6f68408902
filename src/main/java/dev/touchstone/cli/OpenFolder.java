package dev.touchstone.cli;

import dev.touchstone.backup.BackupService;
import dev.touchstone.backup.BackupSource;
import dev.touchstone.backup.FolderSource;
import dev.touchstone.config.BackupConfig;
import dev.touchstone.config.Config;
import dev.touchstone.config.ConfigException;
import dev.touchstone.config.IntakeConfig;
import dev.touchstone.config.PrivateFiles;
import dev.touchstone.config.SecretFile;
import dev.touchstone.ingest.Intake;
import dev.touchstone.ingest.IntakeLimits;
import dev.touchstone.ingest.Retry;
import dev.touchstone.ingest.RowContract;
import dev.touchstone.ingest.RowRules;
import dev.touchstone.ingest.RowRules.Decision;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.interaction.TypeCatalogue;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.move.MovingStore;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.odata.SkipTokens;
import dev.touchstone.privacy.ErasingOnDeletion;
import dev.touchstone.privacy.audit.AuditedStore;
import dev.touchstone.privacy.audit.Occasion;
import dev.touchstone.privacy.packages.DataPackages;
import dev.touchstone.privacy.restriction.RestrictedStore;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.RetainingStore;
import dev.touchstone.store.Retention;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.telemetry.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A data folder that this process has open, and the store that its settings name. Here is wired
 * what every command needs of it.
 *
 * @param store of whose reads the trail takes note, which refuses late rows of the erased and shows
 *     the restricted to the privacy role alone
 * @param kept the same without notes and without restrictions, for what the program does by itself
 * @param source what is saved; null where the store is elsewhere
 */
record OpenFolder(
    Path folder,
    Config config,
    InteractionStore store,
    InteractionStore kept,
    FolderTrail trail,
    FolderErasures erasures,
    Metrics metrics,
    @Nullable BackupSource source,
    @Nullable BackupService backups)
    implements AutoCloseable {

  /**
   * Opens a data folder, and makes it where there is none.
   *
   * @throws dev.touchstone.store.rocksdb.DataFolderException if it cannot be used
   * @throws dev.touchstone.store.StoreException.Unavailable if the store is elsewhere and cannot be
   *     reached
   */
  static OpenFolder open(Path folder, Config config) {
    return open(folder, config, RocksDbOptions.DEFAULTS);
  }

  /** The same for a command that brings many rows. */
  static OpenFolder openForImport(Path folder, Config config) {
    return open(folder, config, RocksDbOptions.IMPORTING);
  }

  private static OpenFolder open(Path folder, Config config, RocksDbOptions options) {
    return config.onCassandra()
        ? openBesideCassandra(folder, config)
        : openHere(folder, config, options);
  }

  /**
   * The folder has the secrets and what imports remember; nothing of it is needed to be its own.
   */
  private static OpenFolder openBesideCassandra(Path folder, Config config) {
    Retention retention = retention(config);
    ensure(folder);
    Metrics metrics = new Metrics();
    StorageEngine store = Engines.openHome(config.cassandra(), CassandraSettings.listener(metrics));
    return over(store, retention, folder, config, metrics, () -> true, erasures -> null);
  }

  /**
   * Opens a data folder whose store is on its way into another one. It has no backups meanwhile:
   * which store is whole changes with the switch.
   */
  static OpenFolder moving(
      Path folder, Config config, MovingStore store, Metrics metrics, BooleanSupplier shared) {
    return over(store, retention(config), folder, config, metrics, shared, erasures -> null);
  }

  /** What every door needs of an engine, which is closed if keys or ledger cannot be used. */
  private static OpenFolder over(
      StorageEngine engine,
      Retention retention,
      Path folder,
      Config config,
      Metrics metrics,
      BooleanSupplier shared,
      Function<FolderErasures, @Nullable BackupSource> source) {
    FolderErasures erasures = erasures(folder, config, engine, shared);
    try {
      FolderTrail trail =
          new FolderTrail(folder, config.audit(), engine.records(), signingKeys(folder, config));
      InteractionStore kept = retaining(erasures.guard(), retention);
      BackupSource saved = source.apply(erasures);
      return new OpenFolder(
          folder,
          config,
          new AuditedStore(restricted(kept, erasures), trail, InstantSource.system()),
          kept,
          trail,
          erasures,
          metrics,
          saved,
          saved == null ? null : backups(config.backup(), saved, erasures));
    } catch (RuntimeException e) {
      erasures.close();
      engine.close();
      throw e;
    }
  }

  private static InteractionStore restricted(InteractionStore store, FolderErasures erasures) {
    return new RestrictedStore(store, erasures.restrictions(), Occasion::mayReadRestricted);
  }

  private static void ensure(Path folder) {
    try {
      PrivateFiles.ensureFolder(folder);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.UNAVAILABLE, "the data folder %s cannot be used: %s".formatted(folder, e), e);
    }
  }

  /** The store is closed if its ledger does not belong to it. */
  private static FolderErasures erasures(
      Path folder, Config config, StorageEngine store, BooleanSupplier shared) {
    try {
      return FolderErasures.open(folder, config, store, shared);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static InteractionStore retaining(InteractionStore store, Retention retention) {
    return retention.periods().isEmpty()
        ? store
        : new RetainingStore(store, retention, InstantSource.system());
  }

  private static OpenFolder openHere(Path folder, Config config, RocksDbOptions options) {
    Retention retention = retention(config);
    Metrics metrics = new Metrics();
    RocksDbStore store = Engines.openHome(folder, config, options, metrics::committed);
    metrics.watchQueue(() -> store.waiting().rows(), () -> store.waiting().bytes());
    return over(
        store,
        retention,
        folder,
        config,
        metrics,
        () -> false,
        erasures -> new FolderSource(folder, store, () -> erasures.ledger().head().toString()));
  }

  private static @Nullable BackupService backups(
      BackupConfig config, BackupSource source, FolderErasures erasures) {
    return config.folder() == null
        ? null
        : new BackupService(
            config.folder(),
            source,
            config.keep(),
            InstantSource.system(),
            new BackupCopies(erasures.erasures().copies(), "touchstone"));
  }

  private static Retention retention(Config config) {
    if (config.retention().isEmpty()) {
      return Retention.NONE;
    }
    TypeCatalogue catalogue = config.catalogue();
    Map<TypeName, Period> periods = new LinkedHashMap<>();
    config
        .retention()
        .forEach(
            (spelling, period) -> {
              InteractionType type =
                  catalogue.find(spelling).orElseThrow(() -> unknown(spelling, catalogue));
              if (periods.put(type.name(), period) != null) {
                throw new ConfigException(
                    "retention: %s is named twice".formatted(type.name().value()), null);
              }
            });
    return new Retention(periods);
  }

  private static ConfigException unknown(String spelling, TypeCatalogue catalogue) {
    return new ConfigException(
        "retention: '%s' is not a type; did you mean '%s'? A type of your own must stand in types.file"
            .formatted(spelling, catalogue.nearest(spelling)),
        null);
  }

  /** Opens a data folder that must be there: a folder that was mistyped has no rows to show. */
  static OpenFolder openExisting(Path folder, Config config) {
    if (!config.onCassandra()) {
      requireExisting(folder);
    }
    return open(folder, config);
  }

  static void requireExisting(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandException(
          ExitCode.USAGE,
          "the data folder %s does not exist; name another with --data, or fill it with: touchstone import FOLDER --data %s"
              .formatted(folder, folder),
          null);
    }
  }

  /** What makes and reads the tokens of this folder. */
  SkipTokens tokens() {
    return new SkipTokens(SecretFile.tokenKey(folder, new SecureRandom()));
  }

  /** What signs for this folder. */
  SigningKeys signingKeys() {
    return signingKeys(folder, config);
  }

  /** What signs for a folder, which need not be open for it. */
  static SigningKeys signingKeys(Path folder, Config config) {
    return new SigningKeys(
        folder, config.privacy().signingKey(), InstantSource.system(), new SecureRandom());
  }

  /** What makes packages of this folder. */
  DataPackages packages(TypeCatalogue catalogue) {
    return new DataPackages(
        store,
        erasures.places()::tell,
        catalogue,
        retention(config),
        signingKeys(),
        erasures::position,
        folder.resolve("spool"),
        InstantSource.system());
  }

  ODataOptions wire() {
    return new ODataOptions(
        config.organizationTimeZone(), config.requestMaxBytes(), config.actionMaxRows());
  }

  /** What rows of an export, or of a file, must be. */
  static RowContract exportContract(Config config) {
    IntakeConfig intake = config.intake();
    return contract(
        config,
        RowRules.ofExport(
            decision(intake.keepUnknownTypes()), decision(intake.keepUnknownColumns())));
  }

  /** What takes rows that others send. */
  Intake intake() {
    IntakeConfig intake = config.intake();
    RowRules rules =
        RowRules.ofSender(
            decision(intake.keepUnknownTypes()),
            decision(intake.keepUnknownColumns()),
            intake.futureTolerance());
    IntakeLimits limits =
        new IntakeLimits(intake.maxBytes(), intake.maxRowBytes(), intake.maxReported());
    return new Intake(contract(config, rules), intakeStore(), Retry.BRIEF, limits);
  }

  private static RowContract contract(Config config, RowRules rules) {
    return new RowContract(config.catalogue(), rules, InstantSource.system());
  }

  private static Decision decision(boolean keep) {
    return keep ? Decision.KEEP : Decision.REJECT;
  }

  @Override
  public void close() {
    if (backups != null) {
      backups.close();
    }
    trail.close();
    store.close();
    erasures.close();
  }

  /** What takes rows: those that say so erase a contact, if the settings want it. */
  InteractionStore intakeStore() {
    return config.privacy().eraseOnContactDeleted()
        ? new ErasingOnDeletion(store, erasures.erasures())
        : store;
  }
}
