package dev.touchstone.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Random bytes that only the owner of the process may read. The file is made where it is missing; a
 * process must hold the data folder's lock meanwhile, so that two do not make two.
 */
public final class SecretFile {
  private SecretFile() {}

  /**
   * The key that authenticates the tokens of this data folder.
   *
   * @param random a cryptographically strong one
   * @throws ConfigException as {@link #readOrCreate}
   */
  public static byte[] tokenKey(Path dataFolder, RandomGenerator random) {
    return readOrCreate(dataFolder.resolve("secrets").resolve("token.key"), 32, random);
  }

  /** The key of the hashes that stand for contacts in the audit trail. */
  public static byte[] contactKey(Path dataFolder, RandomGenerator random) {
    return readOrCreate(dataFolder.resolve("secrets").resolve("contact.key"), 32, random);
  }

  /** What names this server, beside others that share a store; no secret, but as lasting. */
  public static byte[] serverId(Path dataFolder, RandomGenerator random) {
    return readOrCreate(dataFolder.resolve("secrets").resolve("server.id"), 8, random);
  }

  /**
   * Reads the secret, or makes it.
   *
   * @throws ConfigException if the file or its folder is open to others than its owner, has another
   *     length, or cannot be read or made
   */
  static byte[] readOrCreate(Path file, int length, RandomGenerator random) {
    try {
      PrivateFiles.ensureFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] secret = new byte[length];
        random.nextBytes(secret);
        PrivateFiles.replace(file, secret);
      }
      return read(file, length);
    } catch (IOException e) {
      throw new ConfigException("the secret %s cannot be read or made: %s".formatted(file, e), e);
    }
  }

  private static byte[] read(Path file, int length) throws IOException {
    PrivateFiles.requirePrivate(file);
    long size = Files.size(file);
    if (size != length) {
      throw new ConfigException(
          "the secret %s has %,d bytes instead of %d; put the right file back, or delete it to have a"
                  .formatted(file, size, length)
              + " new one made (tokens that were given out end with the old one)",
          null);
    }
    return Files.readAllBytes(file);
  }
}
