package dev.touchstone.privacy.packages;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.store.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a package has beside interactions. */
class OtherDataTest {
  private static final OtherSource ADDRESSES =
      (contact, told) -> {
        if (contact.equals(ANNA)) {
          told.accept("addresses", "{\"email\":\"a\u00e4@mail.example\"}");
          told.accept("restrictions", "{}");
        }
      };

  private final MemoryStore store = new MemoryStore();

  @TempDir private Path folder;

  @BeforeEach
  void fill() {
    store.append(List.of(row(ANNA, SENT, NOON, "1"), row(BERT, SENT, NOON, "1")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Map<String, String> files(byte[] made) throws IOException {
    Map<String, String> files = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(made))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    return files;
  }

  @Test
  void aLineForEachThatIsTold() throws IOException {
    Packages packages = new Packages(folder, store).with(ADDRESSES);
    byte[] made = packages.of(BERT, ANNA);
    assertThat(files(made).get("other-data.json"))
        .isEqualTo(
            "[\n{\"contact\":\"%1$s\",\"place\":\"addresses\",\"data\":{\"email\":\"a\u00e4@mail.example\"}},\n{\"contact\":\"%1$s\",\"place\":\"restrictions\",\"data\":{}}\n]\n"
                .formatted(ANNA.value()));
    assertThat(files(made).get("index.html")).contains("other-data.json");
    assertThat(packages.verify(made).problems()).isEmpty();
  }

  @Test
  void noFileWhereThereIsNothing() throws IOException {
    byte[] made = new Packages(folder, store).with(ADDRESSES).of(BERT);
    assertThat(files(made)).doesNotContainKey("other-data.json");
    assertThat(files(made).get("index.html")).doesNotContain("other-data");
  }

  @Test
  void aByteOfItThatWasChangedIsFound() {
    Packages packages = new Packages(folder, store).with(ADDRESSES);
    byte[] made = packages.of(ANNA);
    String text = new String(made, ISO_8859_1);
    int at = text.indexOf("@mail.example");
    assertThat(at).isPositive();
    made[at + 1] ^= 1;
    assertThat(packages.verify(made).problems()).isNotEmpty();
  }

  @Test
  void aLimit() {
    String large = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
    Packages packages =
        new Packages(folder, store)
            .with(
                (contact, told) -> {
                  for (int i = 0; i < 17; i++) {
                    told.accept("addresses", large);
                  }
                });
    assertThatThrownBy(() -> packages.of(ANNA))
        .isInstanceOf(PackageException.class)
        .hasMessageContaining("16,777,216 bytes");
  }
}
