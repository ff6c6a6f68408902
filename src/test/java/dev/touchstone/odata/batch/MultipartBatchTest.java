package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MultipartBatchTest {
  private static final String HEAD =
      "--b\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n";

  private final EchoHandler handler = new EchoHandler();
  private final BatchService service = new BatchService(() -> new UUID(0, 7));

  @Test
  void partsAreAnsweredInOrder() throws IOException {
    String answer =
        post(
            "ignored preamble\r\n"
                + part("GET WhoAmI HTTP/1.1\r\nAccept: application/json\r\n\r\n")
                + part(
                    "POST /api/data/v9.2/do HTTP/1.1|Content-Type: application/json||{%}%"
                        .replace("|", "\r\n")
                        .replace('%', '\n'))
                + "--b--\r\nignored");
    assertThat(handler.seen)
        .containsExactly("GET /api/data/v9.2/WhoAmI", "POST /api/data/v9.2/do {\n}");
    assertThat(answer)
        .isEqualTo(
            """
            --batchresponse_00000000-0000-0000-0000-000000000007
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            HTTP/1.1 200 OK
            Content-Type: application/json; odata.metadata=minimal

            {"asked":"GET /api/data/v9.2/WhoAmI"}
            --batchresponse_00000000-0000-0000-0000-000000000007
            Content-Type: application/http
            Content-Transfer-Encoding: binary

            HTTP/1.1 200 OK
            Content-Type: application/json; odata.metadata=minimal

            {"asked":"POST /api/data/v9.2/do"}
            --batchresponse_00000000-0000-0000-0000-000000000007--
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void theAnswerNamesItsBoundary() throws IOException {
    Answer answer = answer("--b--", "multipart/mixed;boundary=\"b\"", "odata.continue-on-error");
    assertThat(answer.headers())
        .containsEntry(
            "Content-Type",
            "multipart/mixed; boundary=batchresponse_00000000-0000-0000-0000-000000000007")
        .containsEntry("Preference-Applied", "odata.continue-on-error");
  }

  @Test
  void aChangeSetIsAnsweredAsOne() throws IOException {
    String set =
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
            + (part("POST one HTTP/1.1\r\n\r\n", "7") + part("POST two HTTP/1.1\r\n\r\n", "8"))
                .replace("--b\r\n", "--c\r\n")
            + "--c--\r\n";
    String answer = post(set + part("GET three HTTP/1.1\r\n\r\n") + "--b--");
    assertThat(answer)
        .containsSubsequence(
            "--batchresponse_",
            "multipart/mixed; boundary=changesetresponse_",
            "--changesetresponse_",
            "Content-ID: 7\r\n\r\nHTTP/1.1 200 OK\r\n",
            "v9.2/one",
            "--changesetresponse_",
            "Content-ID: 8\r\n",
            "v9.2/two",
            "--changesetresponse_00000000-0000-0000-0000-000000000007--\r\n",
            "\r\n--batchresponse_",
            "v9.2/three");
  }

  @Test
  void aChangeSetThatFailsAnswersItsErrorAlone() throws IOException {
    String set =
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
            + (part("POST one HTTP/1.1\r\n\r\n", "7")
                    + part("POST fail HTTP/1.1\r\n\r\n", "8")
                    + part("POST never HTTP/1.1\r\n\r\n", "9"))
                .replace("--b\r\n", "--c\r\n")
            + "--c--\r\n";
    assertThat(post(set + "--b--"))
        .contains("Content-ID: 8\r\n\r\nHTTP/1.1 404 Not Found\r\n")
        .doesNotContain("changesetresponse", "v9.2/one", "Content-ID: 9");
    assertThat(handler.seen).noneMatch(it -> it.contains("never"));
  }

  @Test
  void aChangeSetHoldsNoGet() throws IOException {
    String set =
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
            + part("GET one HTTP/1.1\r\n\r\n").replace("--b\r\n", "--c\r\n")
            + "--c--\r\n";
    assertThat(post(set + "--b--")).contains("A change set holds no GET requests");
  }

  @Test
  void theFirstErrorIsTheLastAnswerUnlessMoreArePreferred() throws IOException {
    String body =
        part("GET one HTTP/1.1\r\n\r\n")
            + part("GET fail HTTP/1.1\r\n\r\n")
            + part("GET three HTTP/1.1\r\n\r\n")
            + "--b--";
    assertThat(post(body)).contains("v9.2/one", "404 Not Found").doesNotContain("three");
    assertThat(post(body, "odata.continue-on-error"))
        .containsSubsequence("v9.2/one", "404 Not Found", "v9.2/three");
    assertThat(post(body, "odata.continue-on-error=false")).doesNotContain("three");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "GET|The request line 'GET' is not valid",
        "get WhoAmI HTTP/1.1|The request line 'get WhoAmI HTTP/1.1' is not valid",
        "GET WhoAmI|The request line 'GET WhoAmI' is not valid",
        "GET WhoAmI HTTP/x|is not valid",
        "GET https://other.example/api/data/v9.2/WhoAmI HTTP/1.1|is not one of this server, which"
            + " is 'here.example'",
        "GET $batch HTTP/1.1|A batch cannot hold a batch",
        "GET /api/data/v9.0/$batch?x HTTP/1.1|A batch cannot hold a batch",
        "GET a#b HTTP/1.1|'a#b' is no address",
      })
  void aBadPartAnswersItsOwnError(String line, String message) throws IOException {
    String answer =
        post(
            part(line + "\r\n\r\n", "1") + part("GET good HTTP/1.1\r\n\r\n") + "--b--",
            "odata.continue-on-error");
    assertThat(answer)
        .containsPattern("Content-ID: 1\r\n\r\nHTTP/1.1 (400 Bad Request|501 Not Implemented)\r\n")
        .contains("0x80048d19", message)
        .contains("v9.2/good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain||GET x HTTP/1.1||",
        "|GET x HTTP/1.1||",
        "Content-Type: application/http|Content-Transfer-Encoding: base64||GET x HTTP/1.1||",
        "Content-Type application/http||GET x HTTP/1.1||",
        "Content-Type: application/http|Content-ID: a b||GET x HTTP/1.1||",
        "Content-Type: application/http||GET x HTTP/1.1|no header||",
        "Content-Type: application/http||GET x HTTP/1.1%Accept: x||",
        "Content-Type: application/http||POST x HTTP/1.1|Content-Length: 9||{}",
        "Content-Type: application/http||POST x HTTP/1.1|Content-Length: 1||{}",
        "Content-Type: application/http||POST x HTTP/1.1|Content-Length: -1||{}",
        "",
      })
  void aPartThatIsNoRequestAnswersItsOwnError(String part) throws IOException {
    String answer =
        post(
            "--b\r\n"
                + part.replace("|", "\r\n").replace('%', '\n')
                + "\r\n"
                + part("GET good HTTP/1.1\r\n\r\n")
                + "--b--",
            "odata.continue-on-error");
    assertThat(answer).contains("HTTP/1.1 400 Bad Request\r\n", "v9.2/good");
    assertThat(handler.seen).containsExactly("GET /api/data/v9.2/good");
  }

  @Test
  void addressesMayBeAbsoluteOrHoldSpaces() throws IOException {
    post(
        part("GET https://HERE.example/api/data/v9.0/a?b=1 HTTP/1.1\r\n\r\n")
            + part("GET i?$filter=contactid eq 'a b' HTTP/1.1\r\n\r\n")
            + part("POST c HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}\r\n\r\n")
            + "--b--");
    assertThat(handler.seen)
        .containsExactly(
            "GET /api/data/v9.0/a?b=1",
            "GET /api/data/v9.2/i?$filter=contactid eq 'a b'",
            "POST /api/data/v9.2/c {}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--c--",
        "x--b--",
        "--b\r\n\r\n",
        "--bb--",
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--b--",
        "--b\r\nContent-Type: multipart/mixed\r\n\r\n--b--",
        "--b\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--b--",
      })
  void aBatchThatCannotBeCutIsRefused(String body) {
    refused(body, 400, "0x80048d19");
  }

  @Test
  void linesThatEndWithLineFeedsAloneAreRefused() {
    String good = part("GET one HTTP/1.1\r\n\r\n") + "--b--\r\n";
    refused(good.replace("\r\n", "\n"), 400, "0x80048d19");
    refused(good.replace("\r\n--b--", "\n--b--"), 400, "0x80048d19");
    refused(good.replace("--b\r\n", "--b\n"), 400, "0x80048d19");
    refused(good.replace("--b--\r\n", "--b--\n"), 400, "0x80048d19");
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/mixed, 400",
    "multipart/mixed; boundary=" + "\"\", 400",
    "text/plain, 415",
    "'', 415",
  })
  void theTypeNamesABoundary(String type, int status) {
    assertThatExceptionOfType(ODataException.class)
        .isThrownBy(() -> answer("--b--", type, null))
        .satisfies(e -> assertThat(e.error().status()).isEqualTo(status));
  }

  @Test
  void requestsAndBytesAreLimited() throws IOException {
    String one = part("GET x HTTP/1.1\r\n\r\n");
    post(one.repeat(1_000) + "--b--");
    assertThat(handler.seen).hasSize(1_000);
    refused(one.repeat(1_001) + "--b--", 400, "0x80048d19");
    String inSets =
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
            + one.replace("--b\r\n", "--c\r\n").repeat(501)
            + "--c--\r\n";
    refused(inSets + inSets + "--b--", 400, "0x80048d19");
    refused("x".repeat(BatchLimits.MAX_BYTES + 1), 413, "0x80048d19");
    String header = "Accept: x\r\n";
    assertThat(post(part("GET x HTTP/1.1\r\n" + header.repeat(100) + "\r\n") + "--b--"))
        .contains("200 OK");
    assertThat(post(part("GET x HTTP/1.1\r\n" + header.repeat(101) + "\r\n") + "--b--"))
        .contains("more than 100 header lines");
    assertThat(post(part("GET " + "x".repeat(67 * 1024) + " HTTP/1.1\r\n\r\n") + "--b--"))
        .contains("accepted are at most 67,584");
  }

  private static String part(String http) {
    return HEAD + "\r\n" + http + "\r\n";
  }

  private static String part(String http, String contentId) {
    return HEAD + "Content-ID: " + contentId + "\r\n\r\n" + http + "\r\n";
  }

  private void refused(String body, int status, String code) {
    assertThatExceptionOfType(ODataException.class)
        .as(body.length() < 500 ? body : "")
        .isThrownBy(() -> answer(body, "multipart/mixed;boundary=b", null))
        .satisfies(e -> assertThat(e.error().status()).isEqualTo(status))
        .satisfies(e -> assertThat(e.error().code()).isEqualTo(code));
  }

  private String post(String body) throws IOException {
    return post(body, null);
  }

  private String post(String body, @Nullable String prefer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    answer(body, "multipart/mixed;boundary=b", prefer).body().writeTo(bytes);
    return bytes.toString(UTF_8);
  }

  private Answer answer(String body, String type, @Nullable String prefer) throws IOException {
    return service.answer(
        "https://here.example",
        "/api/data/v9.2/",
        name ->
            switch (name) {
              case "Content-Type" -> type;
              case "Prefer" -> prefer;
              default -> null;
            },
        new ByteArrayInputStream(body.getBytes(UTF_8)),
        handler);
  }
}
