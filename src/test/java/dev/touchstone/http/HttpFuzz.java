package dev.touchstone.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.access.Role;
import dev.touchstone.odata.ODataOptions;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import dev.touchstone.testing.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/**
 * Whatever bytes come over a connection, with a good key: every answer is an answer, every error is
 * JSON, none is a 500, and the log tells of no mistake of ours.
 *
 * <p>The first byte, a letter, says where the others go, so that they get behind what each of them
 * would have to guess first: they are a whole request, of which {@code <key>} is a reader's key and
 * {@code <writer>} a writer's, or what stands in one place of a good one.
 */
final class HttpFuzz {
  private static final String HEAD =
      "Host: a\r\nAuthorization: Bearer <key>\r\nConnection: close\r\n";

  private static final String ROWS =
      "POST /v1/interactions HTTP/1.1\r\n" + HEAD.replace("<key>", "<writer>");

  /** Where the bytes go: {@code <>}, and with a length where a body is. */
  private static final List<String> FORMS =
      List.of(
          "<>",
          "POST " + Documented.PATH + " HTTP/1.1\r\n" + HEAD + "Content-Length: <length>\r\n\r\n<>",
          "POST /api/data/v9.2/touchstone_LoadInteractions HTTP/1.1\r\n"
              + HEAD
              + "Content-Length: <length>\r\n\r\n<>",
          "POST /api/data/v9.2/$batch HTTP/1.1\r\n"
              + HEAD
              + "Content-Type: multipart/mixed;boundary=b\r\nContent-Length: <length>\r\n\r\n<>",
          "POST /api/data/v9.2/$batch HTTP/1.1\r\n"
              + HEAD
              + "Content-Type: application/json\r\nContent-Length: <length>\r\n\r\n<>",
          "GET /api/data/v9.2/interactions?$filter=<> HTTP/1.1\r\n" + HEAD + "\r\n",
          "GET /api/data/v9.2/interactions?$filter=contactid%20eq%20'"
              + Documented.CONTACT
              + "'&<>"
              + " HTTP/1.1\r\n"
              + HEAD
              + "\r\n",
          "GET /api/data/v9.2/<> HTTP/1.1\r\n" + HEAD + "\r\n",
          "GET /api/data/v9.2/workflows?<> HTTP/1.1\r\n" + HEAD + "\r\n",
          "GET /<> HTTP/1.1\r\n" + HEAD + "\r\n",
          "POST " + Documented.PATH + " HTTP/1.1\r\n" + HEAD + "<>\r\n\r\n" + Documented.BODY,
          "GET /api/data/v9.2/$metadata HTTP/1.1\r\n" + HEAD + "<>\r\n\r\n",
          "POST "
              + Documented.PATH
              + " HTTP/1.1\r\n"
              + HEAD
              + "Transfer-Encoding: chunked\r\n\r\n<>",
          ROWS + "Content-Type: application/x-ndjson\r\nContent-Length: <length>\r\n\r\n<>",
          ROWS + "Content-Type: application/json\r\nContent-Length: <length>\r\n\r\n<>",
          ROWS + "Content-Length: 3\r\n<>\r\n\r\n{}\n",
          "POST /XRMServices/2011/Organization.svc/web HTTP/1.1\r\n"
              + HEAD
              + "Content-Type: text/xml\r\nContent-Length: <length>\r\n\r\n<>");

  private static final RunningServer SERVER = start();
  private static final String WRITER = SERVER.key(Role.WRITER);
  private static final Queue<String> MISTAKES = listen();

  private static RunningServer start() {
    MemoryStore store = new MemoryStore();
    store.append(List.of(Documented.interaction()));
    ServerOptions options =
        ServerOptions.DEFAULT.withLimits(
            ServerLimits.DEFAULT.withIdleTimeout(Duration.ofSeconds(2)));
    return RunningServer.of(store, options, ODataOptions.DEFAULT, Throttle.OFF);
  }

  /** What is logged as an error from now on; the lines of requests are not written. */
  private static Queue<String> listen() {
    ((Logger) LoggerFactory.getLogger("dev.touchstone.http.requests")).setLevel(Level.OFF);
    Queue<String> mistakes = new ConcurrentLinkedQueue<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
              mistakes.add(event.getFormattedMessage() + " " + event.getThrowableProxy());
            }
          }
        };
    appender.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(appender);
    return mistakes;
  }

  @FuzzTest(maxDuration = "5s")
  void everythingIsAnsweredInOrder(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    BugDetectors.allowNetworkConnections((host, port) -> port == SERVER.uri().getPort());
    String form = FORMS.get(Math.floorMod(input[0] - 'A', FORMS.size()));
    String bytes = new String(input, 1, input.length - 1, ISO_8859_1);
    String request =
        form.replace("<length>", Integer.toString(bytes.length()))
            .replace("<>", bytes)
            .replace("<key>", SERVER.key())
            .replace("<writer>", WRITER);
    String answers = send(request.getBytes(ISO_8859_1));
    String mistake = MISTAKES.poll();
    if (mistake != null) {
      throw new AssertionError("logged: " + mistake);
    }
    if (!RawAnswers.speaksHttp2(request)) {
      RawAnswers.check(request, answers);
    }
  }

  /** Sends, says that this is all, and reads to the end; a reset is an end. */
  private static String send(byte[] request) throws IOException {
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    try (Socket socket = SERVER.connect()) {
      try {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(answers);
      } catch (SocketTimeoutException e) {
        throw new AssertionError("the connection does not end", e);
      } catch (IOException e) {
        // A reset is an end; what came before it is judged.
      }
    }
    return answers.toString(ISO_8859_1);
  }
}
