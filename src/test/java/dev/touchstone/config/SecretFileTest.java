package dev.touchstone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {
  private final SecureRandom random = new SecureRandom();

  @TempDir private Path data;

  @Test
  void theFirstUseMakesTheKeyAndLaterOnesReadIt() throws IOException {
    byte[] made = SecretFile.tokenKey(data, random);
    assertThat(made).hasSize(32).isNotEqualTo(new byte[32]);
    assertThat(SecretFile.tokenKey(data, random)).isEqualTo(made);
    assertThat(Files.readAllBytes(key())).isEqualTo(made);
    assertThat(permissions(key())).isEqualTo("rw-------");
    assertThat(permissions(data.resolve("secrets"))).isEqualTo("rwx------");
    try (var files = Files.list(data.resolve("secrets"))) {
      assertThat(files).containsExactly(key());
    }
  }

  @Test
  void twoFoldersHaveTwoKeys() {
    assertThat(SecretFile.tokenKey(data.resolve("a"), random))
        .isNotEqualTo(SecretFile.tokenKey(data.resolve("b"), random));
  }

  @Test
  void aLinkIsNoKey() throws IOException {
    byte[] made = SecretFile.tokenKey(data.resolve("a"), random);
    Path other = data.resolve("a").resolve("secrets").resolve("token.key");
    SecretFile.tokenKey(data, random);
    Files.delete(key());
    Files.createSymbolicLink(key(), other);
    refused("token.key is not a plain file");
    assertThat(Files.readAllBytes(other)).isEqualTo(made);
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws IOException {
    SecretFile.tokenKey(data, random);
    allow(key(), "rw-r-----");
    refused("token.key holds secrets and is open to others", "chmod 600");
    allow(key(), "rw-------");
    allow(data.resolve("secrets"), "rwx--x--x");
    refused("secrets holds secrets and is open to others", "chmod 700");
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() throws IOException {
    SecretFile.tokenKey(data, random);
    Files.write(key(), new byte[31]);
    refused("31 bytes instead of 32");
    Files.write(key(), new byte[33]);
    refused("33 bytes instead of 32");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(data.resolve("secrets"), "a file");
    refused("secrets is not a folder");
  }

  private void refused(String... reasons) {
    assertThatThrownBy(() -> SecretFile.tokenKey(data, random))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(reasons);
  }

  private Path key() {
    return data.resolve("secrets").resolve("token.key");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
