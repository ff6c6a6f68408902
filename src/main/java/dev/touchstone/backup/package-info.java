/**
 * Backups of a data folder, and the way back. A folder of backups holds every file once, under the
 * digest of its content, and a list of files for each backup; {@code docs/storage.md} describes
 * both.
 *
 * <p>It knows that an engine can show its files as they stand at one moment, and nothing of what is
 * in them. The ledger of erasures is no part of a backup: whoever restores one brings the ledger.
 */
@NullMarked
package dev.touchstone.backup;

import org.jspecify.annotations.NullMarked;
