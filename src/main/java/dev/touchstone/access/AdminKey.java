package dev.touchstone.access;

import dev.touchstone.config.ConfigException;
import dev.touchstone.config.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * The key with which a new data folder is first opened.
 *
 * @param file where its text is or was: {@code admin.key} in the data folder, mode 600, one line.
 *     Once it is kept elsewhere, or revoked, the file may be deleted
 * @param created whether it was made just now
 */
public record AdminKey(Path file, boolean created) {
  /**
   * Makes the key if the data folder has no file of keys, else changes nothing. The data folder
   * must exist.
   *
   * @throws ConfigException if a file with secrets is open to others or damaged
   */
  public static AdminKey ensure(Path dataFolder, InstantSource clock, SecureRandom random) {
    Path file = dataFolder.resolve("admin.key");
    try {
      boolean created = new ApiKeys(dataFolder, clock, random).createFirst(file);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        PrivateFiles.requirePrivate(file);
      }
      return new AdminKey(file, created);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
