package dev.touchstone.bench.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;

/** Requests as bytes, made once and sent often. All methods are pure. */
public final class Requests {
  private Requests() {}

  /** A request that posts a body. */
  public static byte[] post(URI server, String path, String key, String contentType, byte[] body) {
    byte[] head =
        """
        POST %s HTTP/1.1
        Host: %s
        Authorization: Bearer %s
        Accept: application/json
        Content-Type: %s
        Content-Length: %d

        """
            .replace("\n", "\r\n")
            .formatted(path, server.getAuthority(), key, contentType, body.length)
            .getBytes(ISO_8859_1);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }
}
