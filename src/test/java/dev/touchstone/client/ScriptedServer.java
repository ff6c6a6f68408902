package dev.touchstone.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

/** A server that says what it is told to, byte for byte, one reply to each connection. */
final class ScriptedServer implements AutoCloseable {
  /** What came in. */
  record Request(String head, String body) {}

  /** What is done with a connection once its request was read; it is closed afterwards. */
  @FunctionalInterface
  interface Reply {
    void to(Socket connection) throws IOException;
  }

  private final ServerSocket socket;
  private final Queue<Reply> script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private ScriptedServer(List<Reply> replies) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    script = new ConcurrentLinkedQueue<>(replies);
  }

  static ScriptedServer saying(Reply... replies) {
    try {
      ScriptedServer server = new ScriptedServer(Arrays.asList(replies));
      Thread.ofVirtual().start(server::serve);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://localhost:" + socket.getLocalPort());
  }

  List<Request> requests() {
    return requests;
  }

  /** An answer in JSON; the headers are whole lines. */
  static Reply json(int status, String body, String... headers) {
    return body(status, body.getBytes(UTF_8), with(headers, "Content-Type: application/json"));
  }

  /** A page of the action with these rows. */
  static Reply page(String data, String token) {
    String escaped = data.replace("\\", "\\\\").replace("\"", "\\\"");
    return json(
        200,
        "{\"@odata.context\":\"c\",\"Data\":\"" + escaped + "\",\"NextSkipToken\":" + token + "}");
  }

  static Reply body(int status, byte[] body, String... headers) {
    return raw(head(status, with(headers, "Content-Length: " + body.length)), body);
  }

  static Reply gzip(int status, byte[] zipped) {
    return body(status, zipped, "Content-Type: application/json", "Content-Encoding: gzip");
  }

  static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String head(int status, String... headers) {
    // Announced, or the client would now and then send its next request into a connection's end.
    String close = "Connection: close\r\n";
    return "HTTP/1.1 "
        + status
        + " Scripted\r\n"
        + close
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  static Reply raw(String head, byte[] rest) {
    return connection -> {
      connection.getOutputStream().write(head.getBytes(ISO_8859_1));
      connection.getOutputStream().write(rest);
      connection.getOutputStream().flush();
    };
  }

  /** Resets the connection instead of answering. */
  static Reply reset() {
    return connection -> connection.setSoLinger(true, 0);
  }

  /** Says this much and then nothing, until the client gives up. */
  static Reply stall(String beginning) {
    return connection -> {
      connection.getOutputStream().write(beginning.getBytes(ISO_8859_1));
      connection.getOutputStream().flush();
      if (connection.getInputStream().read() >= 0) {
        throw new IOException("the client sent more than its request");
      }
    };
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        requests.add(read(new BufferedInputStream(connection.getInputStream())));
        Reply reply = script.poll();
        if (reply != null) {
          reply.to(connection);
        }
      } catch (IOException e) {
        // The client went away, which scripts provoke, or this server was closed.
      }
    }
  }

  private static Request read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the request ends early");
      }
      head.append((char) b);
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return new Request(head.toString(), new String(in.readNBytes(length), UTF_8));
  }

  private static String[] with(String[] headers, String header) {
    String[] more = Arrays.copyOf(headers, headers.length + 1);
    more[headers.length] = header;
    return more;
  }
}
