package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Authentication.Accepted;
import dev.touchstone.access.Authentication.Missing;
import dev.touchstone.access.Authentication.Refused;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuthenticatorTest {
  @TempDir Path folder;
  private Authenticator authenticator;
  private String key;

  @BeforeEach
  void start() {
    ApiKeys keys = new ApiKeys(folder, new HandClock(), new SecureRandom());
    key = keys.create("test", Set.of(Role.READER), null).text();
    authenticator = Authenticator.of(keys, null);
  }

  @Test
  void noHeaderIsMissing() {
    assertThat(authenticator.authenticate(null)).isEqualTo(new Missing());
  }

  @Test
  void aKeyIsAcceptedAsBearerInAnyCase() {
    for (String header :
        List.of("Bearer " + key, "bearer " + key, "BEARER   " + key, " Bearer " + key + " ")) {
      assertThat(authenticator.authenticate(header)).as(header).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void aKeyIsAcceptedAsThePasswordOfAnyone() {
    for (String pair : List.of(":" + key, "excel:" + key, "Ünï:" + key)) {
      assertThat(authenticator.authenticate(basic(pair))).isInstanceOf(Accepted.class);
    }
    assertThat(authenticator.authenticate(basic(key + ":")))
        .isEqualTo(new Refused(Refusal.KEY_INCOMPLETE));
    assertThat(authenticator.authenticate(basic("a:b:" + key)))
        .isEqualTo(new Refused(Refusal.KEY_INCOMPLETE));
    assertThat(authenticator.authenticate(basic(key))).isEqualTo(new Refused(Refusal.HEADER));
  }

  @Test
  void everythingElseIsRefusedWithTheReason() {
    assertRefused("", Refusal.HEADER);
    assertRefused("Bearer", Refusal.HEADER);
    assertRefused("Bearer ", Refusal.HEADER);
    assertRefused(key, Refusal.HEADER);
    assertRefused("Bearer a b", Refusal.HEADER);
    assertRefused("Bearer \"a\"", Refusal.HEADER);
    assertRefused("Bearer a,Bearer b", Refusal.HEADER);
    assertRefused("Bearer ä", Refusal.HEADER);
    assertRefused("Basic", Refusal.HEADER);
    assertRefused("Basic !", Refusal.HEADER);
    assertRefused("Negotiate abc", Refusal.SCHEME);
    assertRefused("Bearer\t" + key, Refusal.HEADER);
    assertRefused("Bearer " + key + " x", Refusal.KEY_INCOMPLETE);
    assertRefused("Bearer " + key + "," + key, Refusal.KEY_INCOMPLETE);
    assertRefused("Bearer eyJ.eyJ.sig", Refusal.NOT_ACCEPTED);
    assertRefused("Bearer " + "a".repeat(OpenIdTokens.MAX_LENGTH), Refusal.NOT_ACCEPTED);
    assertRefused("Bearer " + "a".repeat(OpenIdTokens.MAX_LENGTH + 1), Refusal.TOO_LONG);
    assertRefused("Basic " + "a".repeat(1 << 20), Refusal.TOO_LONG);
  }

  @Test
  void switchedOffItAcceptsEverybody() {
    assertThat(Authenticator.OFF.authenticate(null)).isEqualTo(new Accepted(Caller.ANYONE));
    assertThat(Caller.ANYONE.may(Permission.ERASE)).isTrue();
  }

  @Test
  void refusalsAreSentences() {
    for (Refusal refusal : Refusal.values()) {
      assertThat(refusal.words()).matches("[A-Z].*\\.");
    }
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  private void assertRefused(String header, Refusal reason) {
    assertThat(authenticator.authenticate(header)).as(header).isEqualTo(new Refused(reason));
  }
}
