package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.access.Role;
import dev.touchstone.config.Config;
import dev.touchstone.config.Setting;
import dev.touchstone.config.Settings;
import dev.touchstone.http.TouchstoneServer;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.testing.Envelopes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody whose processing is restricted, at every door by which rows go out. */
class RestrictedAtEveryDoorTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String HIDDEN = "contact-that-is-restricted";
  private static final String SEEN = "contact-that-is-seen";
  private static final String RULE =
      "The processing of the contact '%s' is restricted; what is stored of it goes to the roles privacy and admin alone."
          .formatted(HIDDEN);
  private static final String API = "/api/data/v9.2/";
  private static final String SOAP = "/XRMServices/2011/Organization.svc/web";
  private static final String MAIL = "anna@example.org";

  private final Shell shell = new Shell();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;
  private Path data = Path.of("");
  private String reader = "";
  private String officer = "";

  @BeforeEach
  void restrict() throws IOException {
    data = folder.resolve("data");
    load(row(HIDDEN, "1") + row(SEEN, "1"));
    ok("restrict", "--contact", HIDDEN, "--reason", "case-1", "--data", data);
    reader = Callers.keys(data).create("reader", Set.of(Role.READER), null).text();
    officer = Callers.keys(data).create("officer", Set.of(Role.PRIVACY), null).text();
  }

  @AfterEach
  void close() {
    client.shutdownNow();
  }

  private static String row(String contact, String id) {
    return "{\"InteractionType\":\"EmailSent\",\"Timestamp\":\"2021-03-01T00:00:00Z\",\"InteractionId\":\"%s\",\"ContactId\":\"%s\",\"EmailAddressUsed\":\"%s\"}\n"
        .formatted(id, contact, MAIL);
  }

  private void load(String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.ndjson"), rows);
    ok("import", file, "--data", data, "--rejected", folder.resolve("rejected"), "--again");
  }

  private String ok(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private void refused(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("restricted").doesNotContain("internal");
    assertThat(result.out()).doesNotContain("2021-03-01");
  }

  @Test
  void theCommandLine() throws IOException {
    Object[] load = {"load", "--contact", HIDDEN, "--type", "EmailSent", "--data", data};
    refused(load);
    assertThat(ok("load", "--contact", SEEN, "--type", "EmailSent", "--data", data))
        .contains("2021-03-01");
    Path out = folder.resolve("package.zip");
    assertThat(ok("package", "--contact", HIDDEN, "--data", data, "--out", out))
        .contains("1 interaction");
    assertThat(ok("find", "--email", MAIL, "--data", data)).contains(HIDDEN, SEEN);
    load(row(HIDDEN, "2"));
    refused(load);
    assertThat(ok("restrictions", "--data", data))
        .contains(HIDDEN, "command line", "case-1")
        .doesNotContain(SEEN);
    ok("unrestrict", "--contact", HIDDEN, "--reason", "case-1-settled", "--data", data);
    assertThat(ok(load)).contains("2 rows");
    assertThat(ok("restrictions", "--json", "--data", data)).isEmpty();
  }

  @Test
  void whatWasDoneIsInTheTrail() {
    shell.run("load", "--contact", HIDDEN, "--type", "EmailSent", "--data", data);
    ok("restrict", "--contact", HIDDEN, "--reason", "case-2", "--data", data);
    ok("unrestrict", "--contact", HIDDEN, "--reason", "case-3", "--data", data);
    refusedLift();
    List<String> actions = new ArrayList<>();
    for (String line :
        ok("audit", "list", "--contact", HIDDEN, "--data", data, "--json").lines().toList()) {
      JsonNode event = JSON.readTree(line);
      actions.add(
          "%s %s %s"
              .formatted(
                  event.get("action").asString(),
                  event.get("what").asString(),
                  event.get("reason").asString()));
    }
    assertThat(actions)
        .containsSubsequence(
            "restrict restricted case-1",
            "read load ",
            "restrict was restricted before case-2",
            "lift lifted case-3",
            "lift was not restricted case-3");
  }

  private void refusedLift() {
    Shell.Result again =
        shell.run("unrestrict", "--contact", HIDDEN, "--reason", "case-3", "--data", data);
    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(again.err()).contains("0 restrictions lifted; the others were not restricted");
  }

  @Test
  void erasingRemovesTheRestrictionAndNobodyErasedIsRestricted() {
    ok("erase", "--contact", HIDDEN, "--reason", "case-4", "--data", data);
    assertThat(ok("restrictions", "--json", "--data", data)).isEmpty();
    Shell.Result again =
        shell.run("restrict", "--contact", HIDDEN, "--reason", "case-5", "--data", data);
    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE.number());
    assertThat(again.err()).contains("this one was erased");
    assertThat(ok("restrictions", "--json", "--data", data)).isEmpty();
  }

  private interface Visit {
    void at(TouchstoneServer server) throws Exception;
  }

  private void serving(Config config, Visit visit) throws Exception {
    try (OpenFolder open = OpenFolder.open(data, config);
        TouchstoneServer server = Serving.start(open, config.catalogue(), 0)) {
      visit.at(server);
    }
  }

  private HttpRequest.Builder request(TouchstoneServer server, String key, String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key);
  }

  private HttpResponse<String> get(TouchstoneServer server, String key, String path)
      throws Exception {
    return client.send(request(server, key, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(
      TouchstoneServer server, String key, String path, String type, String body) throws Exception {
    return client.send(
        request(server, key, path)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String action(String contact) {
    return "{\"InteractionType\":\"EmailSent\",\"ContactId\":\"%s\"}".formatted(contact);
  }

  private static String filter(String expression) {
    return URLEncoder.encode(expression, UTF_8).replace("+", "%20");
  }

  private static void forbidden(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    JsonNode error = JSON.readTree(answer.body()).get("error");
    assertThat(error.get("code").asString()).isEqualTo("0x80040220");
    assertThat(error.get("message").asString()).isEqualTo(RULE);
  }

  @Test
  void theActions() throws Exception {
    String one = API + "msdyncrm_LoadInteractionsPublic";
    String many = API + "touchstone_LoadInteractions";
    String both = "{\"ContactIds\":[\"%s\",\"%s\"]}".formatted(SEEN, HIDDEN);
    serving(
        Config.defaults(),
        server -> {
          forbidden(post(server, reader, one, "application/json", action(HIDDEN)));
          forbidden(post(server, reader, many, "application/json", both));
          assertThat(post(server, reader, one, "application/json", action(SEEN)).body())
              .contains("2021-03-01");
          assertThat(post(server, officer, one, "application/json", action(HIDDEN)).body())
              .contains("2021-03-01");
          assertThat(post(server, officer, many, "application/json", both).body())
              .contains(HIDDEN, SEEN);
        });
  }

  @Test
  void theEntitySetAndItsCounts() throws Exception {
    String hidden = API + "interactions?$filter=" + filter("contactid eq '" + HIDDEN + "'");
    String both =
        API
            + "interactions?$filter="
            + filter(
                "contactid in ('"
                    + HIDDEN
                    + "','"
                    + SEEN
                    + "') and interactiontype eq 'EmailSent'");
    String count = hidden.replace("interactions?", "interactions/$count?");
    serving(
        Config.defaults(),
        server -> {
          HttpResponse<String> seen = get(server, officer, hidden);
          assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
          String key = JSON.readTree(seen.body()).at("/value/0/interactionkey").asString();
          String single = API + "interactions('" + key + "')";
          assertThat(get(server, officer, single).statusCode()).isEqualTo(200);
          assertThat(get(server, officer, count).body()).endsWith("1");
          for (String path : List.of(hidden, hidden + "&$count=true&$top=0", both, count, single)) {
            forbidden(get(server, reader, path));
          }
        });
  }

  @Test
  void aBatchRefusesTheOneRequestAlone() throws Exception {
    String requests =
        """
        {"requests":[
        {"id":"1","method":"POST","url":"msdyncrm_LoadInteractionsPublic","headers":{"Content-Type":"application/json"},"body":%s},
        {"id":"2","method":"POST","url":"msdyncrm_LoadInteractionsPublic","headers":{"Content-Type":"application/json"},"body":%s}]}
        """
            .formatted(action(SEEN), action(HIDDEN));
    String part =
        "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
            + "GET interactions?$filter="
            + filter("contactid eq '" + HIDDEN + "'")
            + " HTTP/1.1\r\n\r\n\r\n--b--\r\n";
    serving(
        Config.defaults(),
        server -> {
          HttpResponse<String> json =
              post(server, reader, API + "$batch", "application/json", requests);
          assertThat(json.statusCode()).isEqualTo(200);
          JsonNode answers = JSON.readTree(json.body()).get("responses");
          assertThat(answers.at("/0/status").asInt()).isEqualTo(200);
          assertThat(answers.at("/1/status").asInt()).isEqualTo(403);
          assertThat(answers.at("/1/body/error/message").asString()).isEqualTo(RULE);
          HttpResponse<String> multipart =
              post(server, reader, API + "$batch", "multipart/mixed;boundary=b", part);
          assertThat(multipart.body()).contains("HTTP/1.1 403 Forbidden", RULE);
        });
  }

  @Test
  void soap() throws Exception {
    String envelope =
        Envelopes.execute(
            "msdyncrm_LoadInteractionsPublic",
            Envelopes.parameter("ContactId", "string", HIDDEN),
            Envelopes.parameter("InteractionType", "string", "EmailSent"));
    serving(
        Config.defaults(),
        server -> {
          HttpResponse<String> fault = post(server, reader, SOAP, "text/xml", envelope);
          assertThat(fault.body())
              .contains("<ErrorCode>-2147220960</ErrorCode>", RULE)
              .doesNotContain("2021-03-01");
          assertThat(post(server, officer, SOAP, "text/xml", envelope).body())
              .contains("2021-03-01");
        });
  }

  @Test
  void thePathsOfTheServerItself() throws Exception {
    String path = "/v1/contacts/" + HIDDEN;
    serving(
        Config.defaults(),
        server -> {
          assertThat(get(server, reader, path + "/package").statusCode()).isEqualTo(403);
          assertThat(get(server, officer, path + "/package").statusCode()).isEqualTo(200);
          assertThat(get(server, officer, "/v1/contacts?email=" + MAIL).body()).contains(HIDDEN);
          assertThat(get(server, reader, "/v1/restrictions").statusCode()).isEqualTo(403);
          HttpResponse<String> listed = get(server, officer, "/v1/restrictions");
          JsonNode restriction = JSON.readTree(listed.body());
          assertThat(restriction.get("contact").asString()).isEqualTo(HIDDEN);
          assertThat(restriction.get("by").asString()).isEqualTo("command line");
          assertThat(restriction.get("reason").asString()).isEqualTo("case-1");
          assertThat(get(server, officer, path + "/restriction").body()).isEqualTo(listed.body());
          assertThat(get(server, officer, "/v1/contacts/other/restriction").statusCode())
              .isEqualTo(404);
        });
  }

  /** What the server does when asked, from the command line, takes effect with its answer. */
  @Test
  void aServerThatRuns() throws Exception {
    String one = API + "msdyncrm_LoadInteractionsPublic";
    Path key = Files.writeString(folder.resolve("key"), officer);
    serving(
        Config.defaults(),
        server -> {
          Object[] whom = {"--url", server.uri(), "--key-file", key};
          ok(with(whom, "unrestrict", "--contact", HIDDEN, "--reason", "r"));
          assertThat(post(server, reader, one, "application/json", action(HIDDEN)).statusCode())
              .isEqualTo(200);
          ok(with(whom, "restrict", "--contact", HIDDEN, "--contact", SEEN, "--reason", "r"));
          assertThat(ok(with(whom, "restrictions"))).contains(HIDDEN, SEEN);
          forbidden(post(server, reader, one, "application/json", action(HIDDEN)));
          Path readers = Files.writeString(folder.resolve("reader"), reader);
          refused(
              with(
                  new Object[] {"--url", server.uri(), "--key-file", readers},
                  "load",
                  "--contact",
                  HIDDEN,
                  "--type",
                  "EmailSent"));
        });
  }

  private static Object[] with(Object[] last, Object... first) {
    List<Object> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(last));
    return all.toArray();
  }

  /** Where nobody says who they are, the paths of readers refuse and those of privacy do not. */
  @Test
  void aServerThatLetsEverybodyIn() throws Exception {
    String one = API + "msdyncrm_LoadInteractionsPublic";
    serving(
        new Settings().add(Setting.AUTH_MODE, "off", "").toConfig(),
        server -> {
          forbidden(post(server, "nobody", one, "application/json", action(HIDDEN)));
          assertThat(get(server, "nobody", "/v1/contacts/" + HIDDEN + "/package").statusCode())
              .isEqualTo(200);
        });
  }

  @Test
  void aScanOfAllSaysHowManyItLeftOut() {
    try (OpenFolder open = OpenFolder.open(data, Config.defaults());
        Scan scan = open.store().scan(TimeRange.ALL)) {
      assertThat(scan.next().contact().value()).isEqualTo(SEEN);
      assertThat(scan.hasNext()).isFalse();
      assertThat(scan.leftOut()).isEqualTo(1);
    }
  }
}
