package dev.touchstone.privacy.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.config.ConfigException;
import dev.touchstone.config.Pem;
import dev.touchstone.privacy.signature.PublicKeys.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningKeysTest {
  private static final byte[] MESSAGE = "what was said".getBytes(UTF_8);

  @TempDir private Path folder;

  private Instant now = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void theKeyIsMadeAtFirstUseAndForItsOwnerOnly() throws IOException {
    SigningKeys keys = keys(null);
    assertThat(folder.resolve("secrets")).doesNotExist();
    Signature signature = keys.sign(MESSAGE);
    assertThat(keys.publicKeys().verify(MESSAGE, signature)).isEqualTo(Check.VALID);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(keys(null).sign(MESSAGE)).isEqualTo(signature);
  }

  @Test
  void everyChangeOfMessageOrSignatureIsSeen() {
    SigningKeys keys = keys(null);
    Signature signature = keys.sign(MESSAGE);
    PublicKeys known = keys.publicKeys();
    for (int bit = 0; bit < MESSAGE.length * 8; bit++) {
      byte[] other = MESSAGE.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(known.verify(other, signature)).isEqualTo(Check.WRONG);
    }
    for (int bit = 0; bit < Signature.BYTES * 8; bit++) {
      byte[] other = signature.bytes();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(known.verify(MESSAGE, new Signature(signature.keyId(), other)))
          .isEqualTo(Check.WRONG);
    }
  }

  @Test
  void aRotationIsFollowedAndForgetsThePrivateKey() throws IOException {
    SigningKeys server = keys(null);
    Signature before = server.sign(MESSAGE);
    String old = Files.readString(file());
    now = now.plusSeconds(60);
    VerifyingKey next = keys(null).rotate();
    Signature after = server.sign(MESSAGE);
    assertThat(after.keyId()).isEqualTo(next.id()).isNotEqualTo(before.keyId());
    PublicKeys known = server.publicKeys();
    assertThat(known.verify(MESSAGE, before)).isEqualTo(Check.VALID);
    assertThat(known.verify(MESSAGE, after)).isEqualTo(Check.VALID);
    assertThat(known.keys().getLast().retired()).isEqualTo(now);
    assertThat(Files.readString(file())).doesNotContain(Pem.parse(old).getLast().text().strip());
  }

  @Test
  void whatIsExportedIsReadAgain() {
    SigningKeys keys = keys(null);
    keys.sign(MESSAGE);
    keys.rotate();
    PublicKeys known = keys.publicKeys();
    assertThat(PublicKeys.parse(known.toPem())).isEqualTo(known);
    assertThat(known.toPem()).doesNotContain("PRIVATE");
    String bare = known.toPem().replaceAll("(?m)^key .*\\n", "");
    assertThat(PublicKeys.parse(bare).verify(MESSAGE, keys.sign(MESSAGE))).isEqualTo(Check.VALID);
  }

  @Test
  void aKeyOfAnotherFolderIsUnknown() {
    Signature signature = keys(null).sign(MESSAGE);
    SigningKeys other =
        new SigningKeys(folder.resolve("other"), null, () -> now, new SecureRandom());
    assertThat(other.publicKeys().verify(MESSAGE, signature)).isEqualTo(Check.UNKNOWN_KEY);
  }

  @Test
  void aSharedKeySignsForSeveralFoldersAndIsRemembered() throws IOException {
    String ownKey = keys(null).current().id();
    Path shared = sharedKey("a.pem");
    SigningKeys one = keys(shared);
    SigningKeys two = new SigningKeys(folder.resolve("two"), shared, () -> now, new SecureRandom());
    assertThat(one.sign(MESSAGE)).isEqualTo(two.sign(MESSAGE));
    assertThat(one.publicKeys().keys()).extracting(VerifyingKey::id).contains(ownKey);
    assertThat(Files.readString(file())).doesNotContain("PRIVATE");
    assertThatThrownBy(one::rotate).hasMessageContaining("privacy.signing-key");

    String first = one.current().id();
    SigningKeys after = keys(sharedKey("b.pem"));
    assertThat(after.current().id()).isNotEqualTo(first);
    assertThat(after.publicKeys().keys()).extracting(VerifyingKey::id).contains(first, ownKey);
    assertThat(keys(null).current().id()).isNotIn(first, ownKey);
  }

  @Test
  void theKeysAreThoseThatOtherToolsRead() {
    // RFC 8032, section 7.1, test 2, as openssl writes the key.
    PublicKeys known =
        PublicKeys.parse(
            Pem.encode(
                "PUBLIC KEY",
                hex(
                    "302a300506032b65700321003d4017c3e843895a92b70aa74d1b7ebc"
                        + "9c982ccf2ec4968cc0cd55f12af4660c")));
    Signature signature =
        new Signature(
            known.keys().getFirst().id(),
            hex(
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    assertThat(known.verify(new byte[] {0x72}, signature)).isEqualTo(Check.VALID);
  }

  @Test
  void filesThatAreOpenOrDamagedAreRefused() throws IOException {
    keys(null).current();
    String good = Files.readString(file());
    for (String bad :
        List.of(
            "",
            good.replace("keys-1", "keys-2"),
            good.replaceAll("key [0-9a-f]{4}", "key 0000"),
            good.replaceAll("PUBLIC KEY-----\n.{8}", "PUBLIC KEY-----\nAAAAAAAA"))) {
      Files.writeString(file(), bad);
      assertThatThrownBy(() -> keys(null).current())
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("touchstone-signing-keys-1");
    }
    Files.writeString(file(), good);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> keys(null).current())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("chmod 600");
    Path shared = sharedKey("c.pem");
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> keys(shared)).hasMessageContaining("chmod 600");
    Path wrong = folder.resolve("d.pem");
    Files.writeString(wrong, "nothing");
    Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> keys(wrong)).hasMessageContaining("openssl genpkey");
  }

  @Test
  void manyWhoBeginAtOnceMakeOneKey() throws InterruptedException {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      threads.add(Thread.ofVirtual().start(() -> ids.add(keys(null).sign(MESSAGE).keyId())));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ids).hasSize(1);
  }

  private SigningKeys keys(@Nullable Path shared) {
    return new SigningKeys(folder, shared, () -> now, new SecureRandom());
  }

  private Path file() {
    return folder.resolve("secrets/signing-keys.pem");
  }

  private Path sharedKey(String name) throws IOException {
    Path file = folder.resolve(name);
    byte[] key = Ed25519.generate(new SecureRandom()).getPrivate().getEncoded();
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    Files.writeString(file, Pem.encode("PRIVATE KEY", key));
    return file;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
