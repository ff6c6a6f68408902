package dev.touchstone.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A provider of tokens that misbehaves on demand: it can lose keys, answer nonsense, or be down.
 */
final class Provider implements AutoCloseable {
  static final String AUDIENCE = "https://touchstone.example/";
  static final String SUBJECT = "d3adbeef-0000-4000-8000-00000000cafe";

  final AtomicInteger attempts = new AtomicInteger();
  final AtomicInteger keyFetches = new AtomicInteger();
  volatile int status = 200;
  volatile String keysDocument;
  volatile String configuration;
  private final HttpServer server;
  private final InstantSource clock;

  Provider(InstantSource clock, JWK... keys) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    configuration = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer(), issuer());
    keysDocument = document(keys);
    server.createContext(
        "/.well-known/openid-configuration",
        it -> {
          attempts.incrementAndGet();
          answer(it, configuration);
        });
    server.createContext(
        "/keys",
        it -> {
          keyFetches.incrementAndGet();
          answer(it, keysDocument);
        });
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void publish(JWK... keys) {
    keysDocument = document(keys);
  }

  JWTClaimsSet.Builder claims() {
    Instant now = clock.instant();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .audience(AUDIENCE)
        .subject("someone@example.org")
        .claim("oid", SUBJECT)
        .claim("roles", List.of("Touchstone.Reader"))
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(3600)));
  }

  String token(JWK key) {
    return sign(key, JWSAlgorithm.RS256, claims());
  }

  static String sign(JWK key, JWSAlgorithm algorithm, JWTClaimsSet.Builder claims) {
    JWSHeader.Builder header = new JWSHeader.Builder(algorithm).keyID(key.getKeyID());
    return sign(key, header.type(com.nimbusds.jose.JOSEObjectType.JWT).build(), claims.build());
  }

  static String sign(JWK key, JWSHeader header, JWTClaimsSet claims) {
    try {
      JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, header.getAlgorithm());
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static String document(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(true);
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
