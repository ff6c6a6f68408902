package dev.touchstone.backup;

import java.time.Duration;

/**
 * What making a backup came to.
 *
 * @param copiedFiles how many files were not there already
 * @param copiedBytes their bytes
 */
public record BackupReport(Backup backup, int copiedFiles, long copiedBytes, Duration elapsed) {}
