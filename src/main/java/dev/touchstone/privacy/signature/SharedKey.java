package dev.touchstone.privacy.signature;

import dev.touchstone.config.ConfigException;
import dev.touchstone.config.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Set;

/**
 * A private key that an operator keeps, so that several servers sign alike: {@code openssl genpkey
 * -algorithm ed25519} makes one.
 */
final class SharedKey {
  private SharedKey() {}

  /**
   * Reads the key.
   *
   * @throws ConfigException if it is none, or anybody on the machine can read it
   */
  static KeyPair read(Path file) {
    requireClosed(file);
    List<Pem> keys =
        Pem.read(file).stream().filter(block -> block.label().equals("PRIVATE KEY")).toList();
    try {
      if (keys.size() == 1) {
        return Ed25519.keyPair(keys.getFirst().bytes());
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The cause may quote the key.
    }
    throw new ConfigException(
        file
            + " is not one Ed25519 private key in PEM form (PKCS#8, not encrypted); make one with:"
            + " openssl genpkey -algorithm ed25519 -out FILE",
        null);
  }

  /** A group may read it: that is how platforms hand secrets to a process. */
  private static void requireClosed(Path file) {
    try {
      if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
        return;
      }
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new ConfigException(
            "%s holds a secret and is open to everybody; run: chmod 600 %s".formatted(file, file),
            null);
      }
    } catch (IOException e) {
      throw new ConfigException(file + " cannot be read: " + e, e);
    }
  }
}
