package dev.touchstone.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Touchstone server for the interactions of a contact. Thread-safe: make one and share it.
 *
 * <p>Calls block, which is cheap on a virtual thread. They are tried again where that helps, within
 * {@link Builder#maxAttempts} and {@link Builder#totalTimeout}; a thread that is interrupted while
 * it waits keeps its interrupted status and gets a {@link TouchstoneException}.
 */
public final class TouchstoneClient implements AutoCloseable {
  /** How many rows {@link #stream} asks for at once where the request does not say. */
  public static final int DEFAULT_PAGE_ROWS = 1_000;

  private final HttpClient http;
  private final boolean ownsHttp;
  private final Transport transport;
  private final Retries retries;
  private final CountDownLatch closed = new CountDownLatch(1);

  private TouchstoneClient(Builder builder) {
    HttpClient given = builder.http;
    this.ownsHttp = given == null;
    this.http = given == null ? newHttpClient(builder) : given;
    this.transport =
        new Transport(
            http,
            builder.endpoint.action(),
            builder.credentials,
            builder.reason,
            builder.maxResponseBytes);
    this.retries =
        new Retries(
            builder.maxAttempts,
            builder.attemptTimeout,
            builder.totalTimeout,
            builder.time,
            builder.random,
            closed);
  }

  /**
   * Begins a client.
   *
   * @param organization where the server is, like {@code https://touchstone.example}; a slash or
   *     {@code /api/data/v9.2} at its end is understood
   * @throws IllegalArgumentException if that is not such a URI
   */
  public static Builder builder(URI organization) {
    return new Builder(Endpoint.parse(organization));
  }

  /**
   * Asks once for {@link LoadInteractionsRequest#top} rows; without it for everything, which is
   * refused if it is larger than {@link Builder#maxResponseBytes}.
   *
   * @throws TouchstoneException if the server refuses, or no whole answer comes
   * @throws IllegalStateException if this client is closed, or the credentials are no text for a
   *     header
   */
  public LoadInteractionsResponse load(LoadInteractionsRequest request) {
    if (closed.getCount() == 0) {
      throw new IllegalStateException("the client is closed");
    }
    String body = request.json();
    try {
      return retries.send(timeout -> transport.send(body, timeout)).page();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TouchstoneException.noAnswer("interrupted while waiting for the answer", true, e);
    }
  }

  /**
   * Every row from the request on, newest first, to the last page.
   *
   * <p>The stream is lazy: a page of {@link LoadInteractionsRequest#top} rows, else of {@value
   * #DEFAULT_PAGE_ROWS}, is asked for when its first row is needed, and one page is in memory at a
   * time, however many there are. Ending early costs no more calls. Rows that arrive meanwhile
   * neither repeat nor hide others. Closing is allowed and frees the page; nothing is held open
   * between calls.
   *
   * <p>The terminal operation throws what {@link #load} throws.
   */
  public Stream<InteractionRow> stream(LoadInteractionsRequest request) {
    return Pages.stream(
        request.top() == null ? request.withTop(DEFAULT_PAGE_ROWS) : request, this::load);
  }

  /**
   * Ends all calls and waits of this client. A given {@link HttpClient} is left open, with the
   * calls that are under way.
   */
  @Override
  public void close() {
    closed.countDown();
    if (ownsHttp) {
      http.shutdownNow();
      http.close();
    }
  }

  private static HttpClient newHttpClient(Builder builder) {
    // Without TLS the JDK would ask to upgrade to HTTP/2, which RFC 9113 has dropped.
    return HttpClient.newBuilder()
        .version(
            builder.endpoint.isEncrypted()
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1)
        .connectTimeout(builder.connectTimeout)
        .build();
  }

  /** What a client is made of. Not thread-safe. */
  public static final class Builder {
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final int MOST_ATTEMPTS = 100;
    private static final int MOST_RESPONSE_BYTES = 1 << 30;
    private static final Pattern REASON = Pattern.compile("[\\x20-\\x7e]{1,200}");

    private Endpoint endpoint;
    private @Nullable Supplier<String> credentials;
    private String reason = "";
    private @Nullable HttpClient http;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration attemptTimeout = Duration.ofMinutes(1);
    private Duration totalTimeout = Duration.ofMinutes(5);
    private int maxAttempts = 5;
    private int maxResponseBytes = 64 << 20;
    private Time time = Time.SYSTEM;
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private Builder(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    /** The version of the API, like {@code v9.0}; default is the URI's, else {@code v9.2}. */
    public Builder apiVersion(String version) {
      endpoint = endpoint.withVersion(version);
      return this;
    }

    /**
     * Gives the bearer token or API key; asked before every attempt, so it may change and should be
     * quick. Default is to send none.
     */
    public Builder credentials(Supplier<String> tokenOrKey) {
      credentials = tokenOrKey;
      return this;
    }

    /**
     * Why is asked, for the server's audit trail: 1 to 200 ASCII characters, like the number of a
     * ticket. It is kept for years; name nobody. Default is to give none.
     */
    public Builder reason(String why) {
      if (!REASON.matcher(why).matches()) {
        throw new IllegalArgumentException(
            "reason is not accepted; accepted are 1 to 200 ASCII characters");
      }
      reason = why;
      return this;
    }

    /** How long to wait for a connection; default 10 seconds. Unused with {@link #httpClient}. */
    public Builder connectTimeout(Duration timeout) {
      connectTimeout = checked("connectTimeout", timeout);
      return this;
    }

    /** How long to wait for one answer to its last byte; default 1 minute. */
    public Builder attemptTimeout(Duration timeout) {
      attemptTimeout = checked("attemptTimeout", timeout);
      return this;
    }

    /**
     * How long one call may take with all its attempts and waits; default 5 minutes, the longest
     * that a server's limits ask to wait. A page of {@link #stream} is one call.
     */
    public Builder totalTimeout(Duration timeout) {
      totalTimeout = checked("totalTimeout", timeout);
      return this;
    }

    /** How often to try, the first time included; 1 to 100, default 5. */
    public Builder maxAttempts(int attempts) {
      maxAttempts = checked("maxAttempts", attempts, MOST_ATTEMPTS);
      return this;
    }

    /** The largest answer, decoded; 1 byte to 1 GiB, default 64 MiB. */
    public Builder maxResponseBytes(int bytes) {
      maxResponseBytes = checked("maxResponseBytes", bytes, MOST_RESPONSE_BYTES);
      return this;
    }

    /**
     * Sends through this one, which brings its own proxy, TLS and connect timeout. It should not
     * follow redirects: they would carry the credentials elsewhere.
     */
    public Builder httpClient(HttpClient client) {
      http = client;
      return this;
    }

    Builder time(Time given) {
      time = given;
      return this;
    }

    Builder random(DoubleSupplier given) {
      random = given;
      return this;
    }

    /** Makes the client; no connection is opened yet. */
    public TouchstoneClient build() {
      return new TouchstoneClient(this);
    }

    private static Duration checked(String name, Duration timeout) {
      if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new IllegalArgumentException(
            name + " is " + timeout + "; accepted is more than 0 and at most " + LONGEST_TIMEOUT);
      }
      return timeout;
    }

    private static int checked(String name, int number, int most) {
      if (number < 1 || number > most) {
        throw new IllegalArgumentException(name + " is " + number + "; accepted is 1 to " + most);
      }
      return number;
    }
  }
}
