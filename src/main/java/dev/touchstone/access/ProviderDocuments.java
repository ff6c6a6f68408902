package dev.touchstone.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.touchstone.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a provider publishes: where its keys are, and the keys.
 *
 * <p>No redirect is followed, only HTTPS is used (HTTP to the machine itself), and neither time nor
 * size is the provider's to decide.
 */
final class ProviderDocuments {
  /** How long one document may take, from the connection to the last byte. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The longest document that is read. */
  static final int MAX_BYTES = 512 << 10;

  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(3))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * The keys of an issuer by id; of two with one id, the first.
   *
   * @param keysUri where they are, or null to ask the issuer
   * @throws IOException if there are none to be had, with the reason
   */
  Map<String, PublishedKey> keys(String issuer, @Nullable URI keysUri) throws IOException {
    String document = get(keysUri == null ? discover(issuer) : keysUri);
    Map<String, PublishedKey> keys = new HashMap<>();
    try {
      for (JWK key : JWKSet.parse(document).getKeys()) {
        PublishedKey published = PublishedKey.of(key);
        if (published != null) {
          keys.putIfAbsent(published.id(), published);
        }
      }
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw new IOException("the document of keys is not a JWKS", e);
    }
    if (keys.isEmpty()) {
      throw new IOException("the provider publishes no key that may sign tokens");
    }
    return keys;
  }

  private URI discover(String issuer) throws IOException {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    String document = get(URI.create(base + "/.well-known/openid-configuration"));
    try {
      Map<String, Object> configuration = JSONObjectUtils.parse(document);
      if (!issuer.equals(configuration.get("issuer"))) {
        throw new IOException("the OpenID configuration is of another issuer than " + issuer);
      }
      return Endpoint.parse("jwks_uri", String.valueOf(configuration.get("jwks_uri")));
    } catch (ParseException e) {
      throw new IOException("the OpenID configuration is not JSON", e);
    } catch (ConfigException e) {
      throw new IOException("the OpenID configuration's jwks_uri may not be used", e);
    }
  }

  private String get(URI uri) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("Accept", "application/json").build();
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
    try {
      HttpResponse<String> response = exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != OK) {
        throw new IOException(uri + " answered " + response.statusCode());
      }
      return response.body();
    } catch (ExecutionException e) {
      throw new IOException(uri + " cannot be read: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(uri + " did not answer within " + TIMEOUT.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading " + uri, e);
    } finally {
      exchange.cancel(true);
    }
  }
}
