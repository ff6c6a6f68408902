package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.privacy.packages.PackageVerifier;
import dev.touchstone.privacy.packages.Verification;
import dev.touchstone.privacy.signature.PublicKeys;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.FailingStore;
import dev.touchstone.testing.Rows;
import dev.touchstone.testing.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackageHttpTest {
  private static final String PATH = "/v1/contacts/" + Rows.ANNA.value() + "/package";

  @TempDir private Path folder;

  private final MemoryStore store = new MemoryStore();
  private final RunningServer server = RunningServer.of(store);
  private final HttpClient client = HttpClient.newHttpClient();
  private String key = "";
  private int fetched;

  @BeforeEach
  void fill() {
    key = server.key(Role.PRIVACY);
    List<Interaction> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(Rows.row(i, "n" + i));
      rows.add(Rows.row(Rows.BERT, Rows.OPENED, Rows.NOON.plusSeconds(i), "b" + i));
    }
    store.append(rows);
  }

  @AfterEach
  void close() {
    client.shutdownNow();
    server.close();
  }

  @Test
  void aPackageIsGivenAndVerifiedWithTheKeyThatIsGiven() throws Exception {
    HttpResponse<Path> answer = fetch(PATH);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .matches("attachment; filename=\"package-\\d{4}-\\d{2}-\\d{2}\\.zip\"")
        .doesNotContain(Rows.ANNA.value());
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    Verification verification = verify(answer.body());
    assertThat(verification.problems()).isEmpty();
    assertThat(interactions(verification)).isEqualTo(500);
  }

  @Test
  void severalContactsAndDaysGoIntoOnePackage() throws Exception {
    String both = PATH + "?contact=" + Rows.BERT.value();
    assertThat(interactions(verify(fetch(both).body()))).isEqualTo(1_000);
    assertThat(interactions(verify(fetch(both + "&from=2020-03-17").body()))).isZero();
    assertThat(interactions(verify(fetch(both + "&from=03-16-2020&to=2020-03-16").body())))
        .isEqualTo(1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?form=1               | The parameter 'form' is not valid: known are contact, from, to.
          ?from=2020-02-30      | The parameter 'from' is not valid: '2020-02-30' is not accepted
          ?to=1&to=2            | The parameter 'to' is not valid: it is given 2 times.
          ?contact=             | The parameter 'contact' is not valid
          ?from=2021-01-01&to=2020-01-01 | accepted is a time that begins before it ends
          """)
  void mistakesAreNamed(String query, String reason) {
    HttpResponse<String> answer =
        server.send(server.anonymous(PATH + query).header("Authorization", bearer()));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(RunningServer.json(answer).at("/error/message").stringValue()).contains(reason);
  }

  @Test
  void aStoreThatFailsGivesAnErrorAndNoPackage() {
    try (RunningServer broken = RunningServer.of(FailingStore.unavailableAfter(0, store))) {
      HttpResponse<String> answer =
          broken.send(
              broken.anonymous(PATH).header("Authorization", "Bearer " + broken.key(Role.PRIVACY)));
      assertThat(answer.statusCode()).isEqualTo(503);
    }
  }

  private static long interactions(Verification verification) {
    return Objects.requireNonNull(verification.facts()).interactions();
  }

  private String bearer() {
    return "Bearer " + key;
  }

  private HttpResponse<Path> fetch(String path) throws Exception {
    return client.send(
        server.anonymous(path).header("Authorization", bearer()).build(),
        BodyHandlers.ofFile(folder.resolve("package-" + ++fetched + ".zip")));
  }

  private Verification verify(Path file) throws IOException, InterruptedException {
    HttpResponse<InputStream> pem =
        client.send(
            server.anonymous("/v1/signing-keys").header("Authorization", bearer()).build(),
            BodyHandlers.ofInputStream());
    PublicKeys keys = PublicKeys.parse(new String(pem.body().readAllBytes(), US_ASCII));
    assertThat(Files.size(file)).isPositive();
    return new PackageVerifier(keys, Set.of()).verify(file);
  }
}
