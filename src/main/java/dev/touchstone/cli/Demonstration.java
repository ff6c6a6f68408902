package dev.touchstone.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls a server as the action's documentation does, and shows call and answer. */
final class Demonstration {
  private static final String CONTACT = "bf41abf0-1b87-555c-bb68-2d62422ba994";
  private static final String TYPE = "WebsiteClicked";
  private static final String PATH = "/api/data/v9.0/msdyncrm_LoadInteractionsPublic";
  private static final String TOKEN_PATH = "\"NextSkipToken\":\"";

  /** As documented, with the comma at the end that JSON does not have. */
  private static final String BODY =
      """
      {
          "InteractionType": "%s",
          "ContactId": "%s",
      }\
      """
          .formatted(TYPE, CONTACT);

  private static final List<String> HEADERS =
      List.of(
          "Accept", "application/json",
          "Content-Type", "application/json; charset=utf-8",
          "OData-MaxVersion", "4.0",
          "OData-Version", "4.0");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ROWS_SHOWN = 1;

  private final Console console;
  private final Style style;
  private final URI server;
  private final Path data;
  private final Path keyFile;

  Demonstration(Console console, URI server, Path data, Path keyFile) {
    this.console = console;
    this.style = console.outStyle();
    this.server = server;
    this.data = data;
    this.keyFile = keyFile;
  }

  void show(boolean once) throws IOException, InterruptedException {
    console.say("Serving it at " + style.bold(server.toString()));
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      showRequest();
      showAnswer(send(client, BODY));
      HttpResponse<String> page = send(client, body("\"Top\":1"));
      Matcher token = Pattern.compile(TOKEN_PATH + "([^\"]+)\"").matcher(page.body());
      showNext(token.find() ? token.group(1) : "", once);
    }
  }

  private HttpResponse<String> send(HttpClient client, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(PATH))
            .headers(HEADERS.toArray(String[]::new))
            .header("Authorization", "Bearer " + Files.readString(keyFile).strip())
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new CommandException(
          ExitCode.INTERNAL, "the server answered " + answer.statusCode(), null);
    }
    return answer;
  }

  private void showRequest() {
    heading("The documented request");
    console.say(style.cyan("POST " + PATH + " HTTP/1.1"));
    for (int i = 0; i < HEADERS.size(); i += 2) {
      console.say(HEADERS.get(i) + ": " + HEADERS.get(i + 1));
    }
    console.say("Authorization: Bearer ts_…");
    console.say("");
    BODY.lines().forEach(console::say);
  }

  private void showAnswer(HttpResponse<String> answer) {
    heading("The answer");
    console.say(style.green("HTTP/1.1 " + answer.statusCode() + " OK"));
    for (String name : List.of("Content-Type", "OData-Version")) {
      answer.headers().firstValue(name).ifPresent(value -> console.say(name + ": " + value));
    }
    console.say("");
    List<String> lines = new ArrayList<>();
    int rows = new AnswerPrinter(lines).print(answer.body(), ROWS_SHOWN);
    lines.forEach(line -> console.say(Table.harmless(line)));
    console.say(
        style.dim(
            "(Data, a string in the answer, is shown unescaped; %d of its %s)"
                .formatted(Math.min(rows, ROWS_SHOWN), Figures.count(rows, "row"))));
  }

  private void showNext(String token, boolean once) {
    heading("Try next");
    if (!once) {
      say("One row, and the token for more:", curl("\"Top\":1"));
      say("The rows behind it:", curl("\"Top\":10,\"SkipToken\":\"" + token + "\""));
    }
    say("Your own export:", "./touchstone import YOUR_EXPORT --data ./data");
    say(
        "A contact of it, without a server:",
        "./touchstone load --data ./data --contact ID --type " + TYPE);
    say("Serve it:", "./touchstone serve --data ./data");
    if (!once) {
      console.say(style.dim("Serving until you press Ctrl-C; %s is deleted then.".formatted(data)));
    }
  }

  private void heading(String text) {
    console.say("");
    console.say(style.bold(text));
    console.say("");
  }

  private void say(String what, String command) {
    console.say(what);
    console.say("  " + style.cyan(command));
    console.say("");
  }

  private String curl(String more) {
    return "curl %s%s -H \"Authorization: Bearer $(cat %s)\" -H 'Content-Type: application/json' -d '%s'"
        .formatted(server, PATH, keyFile, body(more));
  }

  private static String body(String more) {
    return "{\"InteractionType\":\"%s\",\"ContactId\":\"%s\",%s}".formatted(TYPE, CONTACT, more);
  }
}
