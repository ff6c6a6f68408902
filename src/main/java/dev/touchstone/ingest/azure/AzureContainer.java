package dev.touchstone.ingest.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.touchstone.ingest.Blob;
import dev.touchstone.ingest.BlobListing;
import dev.touchstone.ingest.BlobNames;
import dev.touchstone.ingest.BulkSource;
import dev.touchstone.ingest.ContainerException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A container of Azure Blob Storage. Where blobs lie below {@code csv} it is an export, and only
 * those are read; otherwise those whose names tell that they have rows.
 */
public final class AzureContainer implements BulkSource {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final int PAGE = 5_000;

  private final Supplier<AzureAddress> address;
  private final BlobNames names;
  private final RequestRetryOptions retries;
  private final HttpClient http =
      new JdkHttpClientBuilder().connectionTimeout(CONNECT_TIMEOUT).build();

  /**
   * @param address asked anew for every listing, since signatures end and are renewed
   * @param type the type of rows that no folder and no column tells; null where there is none
   */
  public AzureContainer(Supplier<AzureAddress> address, @Nullable String type) {
    // Five attempts, the last about eight seconds after the first; each may take a minute.
    this(
        address,
        type,
        new RequestRetryOptions(RetryPolicyType.EXPONENTIAL, 5, 60, 500L, 10_000L, null));
  }

  AzureContainer(
      Supplier<AzureAddress> address, @Nullable String type, RequestRetryOptions retries) {
    this.address = address;
    this.names = new BlobNames(type);
    this.retries = retries;
  }

  @Override
  public String name() {
    return address.get().name();
  }

  @Override
  public String shortName() {
    String endpoint = address.get().endpoint();
    return endpoint.substring(endpoint.lastIndexOf('/') + 1);
  }

  @Override
  public BlobListing list() throws IOException {
    AzureAddress now = address.get();
    try {
      BlobContainerClient client = client(now);
      BlobListing export = new Listing(client, now).list(BlobNames.CSV + "/", names::ofExport);
      BlobListing listing =
          export.blobs().isEmpty() ? new Listing(client, now).list("", names::ofFile) : export;
      if (listing.blobs().isEmpty()) {
        throw new ContainerException(
            "'%s' holds no blobs named csv/<InteractionType>/<blob>, *.ndjson, *.jsonl or *.csv"
                .formatted(now.name()),
            null);
      }
      return listing;
    } catch (RuntimeException e) {
      throw AzureErrors.translate(e, now.name());
    }
  }

  private BlobContainerClient client(AzureAddress now) {
    return new BlobContainerClientBuilder()
        .endpoint(now.endpoint())
        .sasToken(now.signature())
        .httpClient(http)
        .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE))
        .retryOptions(retries)
        .buildClient();
  }

  /** What a path says about a blob. */
  private interface Classifier {
    Optional<BlobNames.Kind> of(String path);
  }

  private static final class Listing {
    private final BlobContainerClient client;
    private final AzureAddress address;
    private final List<Blob> blobs = new ArrayList<>();

    Listing(BlobContainerClient client, AzureAddress address) {
      this.client = client;
      this.address = address;
    }

    BlobListing list(String below, Classifier classifier) {
      ListBlobsOptions options =
          new ListBlobsOptions().setPrefix(address.prefix() + below).setMaxResultsPerPage(PAGE);
      for (BlobItem item : client.listBlobs(options, null)) {
        String path = item.getName().substring(address.prefix().length());
        classifier.of(path).ifPresent(kind -> add(item, path, kind));
      }
      return new BlobListing(blobs, List.of());
    }

    private void add(BlobItem item, String path, BlobNames.Kind kind) {
      if (blobs.size() == BlobListing.MAX_BLOBS) {
        throw new ContainerException(
            "'%s' holds more than %,d blobs: name a prefix"
                .formatted(address.name(), BlobListing.MAX_BLOBS),
            null);
      }
      blobs.add(
          new Blob(
              address.endpoint() + "/" + URLEncoder.encode(item.getName(), StandardCharsets.UTF_8),
              path,
              kind.type(),
              kind.form(),
              AzureBlob.state(item.getProperties()),
              new AzureBlob(client.getBlobClient(item.getName()))));
    }
  }
}
