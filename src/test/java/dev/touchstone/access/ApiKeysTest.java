package dev.touchstone.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.access.Authentication.Accepted;
import dev.touchstone.access.Authentication.Refused;
import dev.touchstone.access.Authentication.Unavailable;
import dev.touchstone.config.ConfigException;
import dev.touchstone.interaction.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiKeysTest {
  private final HandClock clock = new HandClock();
  @TempDir Path folder;

  @Test
  void aNewKeyIsAcceptedWithItsRoles() {
    ApiKeys keys = keys();
    ApiKeys.Created created = keys.create("Power BI", Set.of(Role.READER), null);

    assertThat(created.text()).matches("ts_[0-9a-z]{10}_[0-9a-zA-Z]{49}");
    assertThat(keys.authenticate(created.text()))
        .isEqualTo(
            new Accepted(new Caller(created.key().id(), Caller.Kind.KEY, Set.of(Role.READER))));
  }

  @Test
  void theSecretIsInNoFileAndInNoText() throws IOException {
    ApiKeys.Created created = keys().create("x", Set.of(Role.READER), null);
    String secret = created.text().substring(14, 57);

    assertThat(created.toString()).doesNotContain(secret);
    assertThat(KeyText.parse(created.text())).asString().doesNotContain(secret);
    assertThat(keys().list().toString()).doesNotContain(secret);
    assertThat(Files.readString(file())).doesNotContain(secret).contains(Digest.sha256(secret));
  }

  @Test
  void keysDiffer() {
    ApiKeys keys = keys();
    assertThat(IntStream.range(0, 20).mapToObj(i -> create(keys)).distinct()).hasSize(20);
  }

  @Test
  void anotherKeysSecretIsRefused() {
    ApiKeys keys = keys();
    KeyText one = read(create(keys));
    KeyText other = read(create(keys));

    assertRefused(keys, new KeyText(one.id(), other.secret()).reveal(), Refusal.KEY_UNKNOWN);
  }

  @Test
  void anUnknownIdTakesThePathOfAWrongSecret() {
    ApiKeys keys = keys();
    KeyText known = read(create(keys));

    assertRefused(keys, new KeyText("0000000000", known.secret()).reveal(), Refusal.KEY_UNKNOWN);
    assertRefused(keys, new KeyText("nobody0000", "0".repeat(43)).reveal(), Refusal.KEY_UNKNOWN);
  }

  @Test
  void aKeyThatIsNotWholeIsToldFromAnUnknownOne() {
    ApiKeys keys = keys();
    String text = create(keys);
    for (int length = 0; length < text.length(); length++) {
      assertRefused(keys, text.substring(0, length), Refusal.KEY_INCOMPLETE);
    }
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'a' ? 'b' : 'a';
      assertRefused(
          keys, text.substring(0, i) + other + text.substring(i + 1), Refusal.KEY_INCOMPLETE);
    }
    assertRefused(keys, text + "a", Refusal.KEY_INCOMPLETE);
    assertRefused(keys, text + "\n", Refusal.KEY_INCOMPLETE);
  }

  @Test
  void aKeyIsRefusedFromItsExpiryOn() {
    ApiKeys keys = keys();
    String text = keys.create("x", Set.of(Role.READER), clock.instant().plusSeconds(60)).text();

    clock.advance(Duration.ofMillis(59_999));
    assertThat(keys.authenticate(text)).isInstanceOf(Accepted.class);
    clock.advance(Duration.ofMillis(1));
    assertRefused(keys, text, Refusal.KEY_EXPIRED);
    String wrong = new KeyText(read(text).id(), "0".repeat(43)).reveal();
    assertRefused(keys, wrong, Refusal.KEY_UNKNOWN);
  }

  @Test
  void aKeyIsRefusedOnceRevoked() {
    ApiKeys keys = keys();
    String text = create(keys);

    assertThat(keys.revoke(read(text).id()).revoked()).isEqualTo(clock.instant());
    assertRefused(keys, text, Refusal.KEY_REVOKED);
    clock.advance(Duration.ofDays(1));
    assertThat(keys.revoke(read(text).id()).revoked()).isEqualTo(HandClock.START);
  }

  @Test
  void aServerSeesWithinASecondWhatAnotherProcessRevokes() {
    ApiKeys server = keys();
    String text = create(keys());
    assertThat(server.authenticate(text)).isInstanceOf(Accepted.class);

    keys().revoke(read(text).id());
    clock.advance(ApiKeys.CHECK_INTERVAL);

    assertRefused(server, text, Refusal.KEY_REVOKED);
  }

  @Test
  void aServerSeesWithinASecondWhatAnotherProcessCreates() {
    ApiKeys server = keys();
    assertRefused(
        server, new KeyText("0".repeat(10), "0".repeat(43)).reveal(), Refusal.KEY_UNKNOWN);

    String text = create(keys());
    clock.advance(ApiKeys.CHECK_INTERVAL);

    assertThat(server.authenticate(text)).isInstanceOf(Accepted.class);
  }

  @Test
  void noKeyIsJudgedBeforeItIsToldThatKeysChanged() {
    List<String> told = new ArrayList<>();
    AtomicBoolean works = new AtomicBoolean();
    ApiKeys server =
        new ApiKeys(
            folder,
            clock,
            new SecureRandom(),
            facts -> {
              if (!works.get()) {
                throw new IllegalStateException("nobody hears");
              }
              told.addAll(facts.keySet());
            });
    String text = create(keys());
    assertThat(server.authenticate(text)).isInstanceOf(Unavailable.class);
    works.set(true);
    clock.advance(ApiKeys.CHECK_INTERVAL);
    assertThat(server.authenticate(text)).isInstanceOf(Accepted.class);
    assertThat(told).containsExactly(read(text).id());
  }

  @Test
  void theFileIsLookedAtOnceASecondOnly() throws IOException {
    ApiKeys server = keys();
    String text = create(keys());
    assertThat(server.authenticate(text)).isInstanceOf(Accepted.class);

    Files.delete(file());
    clock.advance(ApiKeys.CHECK_INTERVAL.minusMillis(1));
    assertThat(server.authenticate(text)).isInstanceOf(Accepted.class);
    clock.advance(Duration.ofMillis(1));
    assertRefused(server, text, Refusal.KEY_UNKNOWN);
  }

  @Test
  void whileTheFileIsDamagedNoKeyIsJudged() throws IOException {
    ApiKeys server = keys();
    String text = create(keys());
    String whole = Files.readString(file());
    assertThat(server.authenticate(text)).isInstanceOf(Accepted.class);
    for (String damage :
        List.of(
            "",
            "{}\n",
            "x\n",
            whole + "{\n",
            whole + "{\"id\":\"1\"}\n",
            whole + whole,
            whole.replace("reader", "root"),
            whole.replace("keys-1", "keys-2"),
            whole.replaceFirst("sha256\":\"..", "sha256\":\""),
            whole + whole.lines().skip(1).findFirst().orElseThrow())) {
      Files.writeString(file(), damage);
      clock.advance(ApiKeys.CHECK_INTERVAL);
      assertThat(server.authenticate(text)).as(damage).isInstanceOf(Unavailable.class);
      assertThatThrownBy(keys()::list).as(damage).isInstanceOf(ConfigException.class);
      assertThatThrownBy(() -> create(keys())).isInstanceOf(ConfigException.class);
    }
    Files.writeString(file(), whole);
    clock.advance(ApiKeys.CHECK_INTERVAL);
    assertThat(server.authenticate(text)).isInstanceOf(Accepted.class);
  }

  @Test
  void aDamagedLineIsNamedAndNotQuoted() throws IOException {
    create(keys());
    String whole = Files.readString(file());
    Files.writeString(file(), whole.replace("\"sha256\":\"", "\"sha256\":\"zz"));

    assertThatThrownBy(keys()::list)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("keys.ndjson, line 2")
        .hasNoCause();
  }

  @Test
  void filesAreTheirOwnersOnly() throws IOException {
    create(keys());
    assertThat(mode(folder.resolve("secrets"))).isEqualTo("rwx------");
    assertThat(mode(file())).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("secrets/keys.lock"))).isEqualTo("rw-------");
    try (var files = Files.list(folder.resolve("secrets"))) {
      assertThat(files).as("nothing is left over").hasSize(2);
    }
  }

  @Test
  void whatIsOpenToOthersIsRefusedUntilItIsMended() throws IOException {
    ApiKeys server = keys();
    String text = create(keys());
    for (String mode : List.of("rw-r-----", "rw-----w-", "rw--w----")) {
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
      assertThat(keys().authenticate(text)).isInstanceOf(Unavailable.class);
      assertThatThrownBy(keys()::list)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("chmod 600 " + file());
    }
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    assertThat(server.authenticate(text)).isInstanceOf(Accepted.class);

    Path secrets = folder.resolve("secrets");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwxr-x---"));
    assertThatThrownBy(() -> create(keys()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("chmod 700 " + secrets);
  }

  @Test
  void aLinkInPlaceOfTheFileIsRefused() throws IOException {
    String text = create(keys());
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(file(), elsewhere);
    Files.createSymbolicLink(file(), elsewhere);

    assertThat(keys().authenticate(text)).isInstanceOf(Unavailable.class);
  }

  @Test
  void nothingIsLostWhenManyCreateAtOnce() throws Exception {
    int each = 10;
    int processes = 4;
    try (ExecutorService threads = Executors.newFixedThreadPool(processes)) {
      List<Future<?>> done =
          IntStream.range(0, processes)
              .<Future<?>>mapToObj(
                  process ->
                      threads.submit(
                          () -> {
                            ApiKeys own = keys();
                            IntStream.range(0, each).forEach(i -> create(own));
                          }))
              .toList();
      for (Future<?> one : done) {
        one.get();
      }
    }
    assertThat(keys().list()).hasSize(each * processes);
  }

  @Test
  void whatCannotBeAKeyIsRefusedWithTheReason() {
    assertBad("", Set.of(Role.READER));
    assertBad(" ", Set.of(Role.READER));
    assertBad("a\nb", Set.of(Role.READER));
    assertBad("a".repeat(101), Set.of(Role.READER));
    assertBad("a", Set.of());
    assertThat(keys().create("a".repeat(100), Set.of(Role.READER), null).key().name()).hasSize(100);
    assertThatThrownBy(() -> keys().create("a", Set.of(Role.READER), clock.instant()))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> keys().revoke("nothing"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("'nothing'");
  }

  @Test
  void theFirstKeyIsMadeOnce() throws IOException {
    AdminKey first = AdminKey.ensure(folder, clock, new SecureRandom());
    String text = Files.readString(first.file()).strip();

    assertThat(first.created()).isTrue();
    assertThat(first.file()).isEqualTo(folder.resolve("admin.key"));
    assertThat(mode(first.file())).isEqualTo("rw-------");
    assertThat(first.toString()).doesNotContain(text);
    assertThat(keys().authenticate(text))
        .isInstanceOfSatisfying(
            Accepted.class, it -> assertThat(it.caller().may(Permission.KEYS)).isTrue());

    assertThat(AdminKey.ensure(folder, clock, new SecureRandom()).created()).isFalse();
    assertThat(Files.readString(first.file()).strip()).isEqualTo(text);
    Files.delete(first.file());
    assertThat(AdminKey.ensure(folder, clock, new SecureRandom()).created()).isFalse();
    assertThat(first.file()).doesNotExist();
    assertThat(keys().list()).hasSize(1);
  }

  @Test
  void aFirstStartThatWasInterruptedStartsOver() throws IOException {
    Path text = AdminKey.ensure(folder, clock, new SecureRandom()).file();
    String before = Files.readString(text);
    Files.delete(file());

    assertThat(AdminKey.ensure(folder, clock, new SecureRandom()).created()).isTrue();
    assertThat(Files.readString(text)).isNotEqualTo(before);
    assertRefused(keys(), before.strip(), Refusal.KEY_UNKNOWN);
    assertThat(keys().authenticate(Files.readString(text).strip())).isInstanceOf(Accepted.class);
  }

  @Test
  void aFirstKeyThatOthersCanReadIsRefused() throws IOException {
    Path text = AdminKey.ensure(folder, clock, new SecureRandom()).file();
    Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> AdminKey.ensure(folder, clock, new SecureRandom()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("chmod 600 " + text);
  }

  private ApiKeys keys() {
    return new ApiKeys(folder, clock, new SecureRandom());
  }

  private Path file() {
    return folder.resolve("secrets/keys.ndjson");
  }

  private static String create(ApiKeys keys) {
    return keys.create("test", Set.of(Role.READER), null).text();
  }

  private static KeyText read(String text) {
    @Nullable KeyText key = KeyText.parse(text);
    assertThat(key).isNotNull();
    return key == null ? new KeyText("", "") : key;
  }

  private static void assertRefused(ApiKeys keys, String text, Refusal reason) {
    assertThat(keys.authenticate(text)).as(text).isEqualTo(new Refused(reason));
  }

  private void assertBad(String name, Set<Role> roles) {
    assertThatThrownBy(() -> keys().create(name, roles, null))
        .isInstanceOf(InvalidValueException.class);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
