package dev.touchstone.ingest.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.SasProtocol;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A storage of Microsoft's own making, on a free port of this machine, with an account that lives
 * as long as it.
 */
public final class Azurite implements AutoCloseable {
  private static final String ACCOUNT = "touchstone";
  private static final Path PROGRAM =
      Path.of("target/azurite/node_modules/azurite/dist/src/blob/main.js");
  private static final Pattern LISTENS =
      Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final BlobServiceClient service;

  private Azurite(Process process, BlobServiceClient service) {
    this.process = process;
    this.service = service;
  }

  /** Starts it; {@code mvn verify -Pazure} has installed it. */
  public static Azurite start() throws IOException {
    if (!Files.exists(PROGRAM)) {
      throw new IllegalStateException(
          PROGRAM + " is missing: this test belongs to mvn verify -Pazure, which installs it");
    }
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    String secret = Base64.getEncoder().encodeToString(key);
    ProcessBuilder builder =
        new ProcessBuilder(
            "node",
            PROGRAM.toString(),
            "--blobPort",
            "0",
            "--inMemoryPersistence",
            "--disableTelemetry",
            "--skipApiVersionCheck");
    builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + secret);
    Process process = builder.redirectErrorStream(true).start();
    BufferedReader out = process.inputReader(UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return new Azurite(process, client(listens.group(1) + "/" + ACCOUNT, secret));
      }
    }
    throw new IllegalStateException(String.join("\n", said));
  }

  private static BlobServiceClient client(String endpoint, String secret) {
    return new BlobServiceClientBuilder()
        .endpoint(endpoint)
        .credential(new StorageSharedKeyCredential(ACCOUNT, secret))
        .httpClient(new JdkHttpClientBuilder().build())
        .buildClient();
  }

  /** A new container. */
  public Container container() {
    return new Container(service.createBlobContainer("c" + UUID.randomUUID()));
  }

  /** A container to write to. */
  public record Container(BlobContainerClient client) {
    public String url() {
      return client.getBlobContainerUrl();
    }

    /** A signature to read and list, for as many seconds; a negative number has ended already. */
    public String signature(long seconds) {
      return client.generateSas(
          new BlobServiceSasSignatureValues(
                  OffsetDateTime.now(ZoneOffset.UTC).plusSeconds(seconds),
                  new BlobContainerSasPermission().setReadPermission(true).setListPermission(true))
              .setProtocol(SasProtocol.HTTPS_HTTP));
    }

    public String signedUrl() {
      return url() + "?" + signature(3_600);
    }

    /** Writes a block blob, over one that may be there. */
    public Container write(String name, byte[] bytes) {
      client.getBlobClient(name).upload(BinaryData.fromBytes(bytes), true);
      return this;
    }

    /** Makes an append blob, over one that may be there. */
    public Container create(String name, byte[] bytes) {
      client.getBlobClient(name).getAppendBlobClient().create(true);
      return append(name, bytes);
    }

    public Container append(String name, byte[] bytes) {
      client
          .getBlobClient(name)
          .getAppendBlobClient()
          .appendBlock(new ByteArrayInputStream(bytes), bytes.length);
      return this;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
