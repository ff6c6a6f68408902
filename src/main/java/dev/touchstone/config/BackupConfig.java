package dev.touchstone.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where backups go, and how long they are kept.
 *
 * @param folder null where none is named
 * @param keep zero for ever
 */
public record BackupConfig(@Nullable Path folder, Duration keep) {}
