package dev.touchstone.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.config.CatalogueFile;
import dev.touchstone.interaction.InteractionType;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.rocksdb.RocksDbOptions;
import dev.touchstone.store.rocksdb.RocksDbStore;
import dev.touchstone.testing.FilesWith;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a package holds an erasure removes, and what an erasure removes the package held. */
class ErasureSymmetryTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONTACT = "contact-Q7rT2mXw";
  private static final String ADDRESS = "zf81kq@mail.example";

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Path data = Path.of("");

  /** How a kind of records is treated when somebody asks for their data, or to be forgotten. */
  private enum Treatment {
    /** It knows contacts as keyed hashes, or not at all; it is in no package and stays. */
    NO_PERSONAL_DATA,
    /** Its place tells of it in the package, and is erased. */
    PACKAGED,
    /** It is there while an erasure is under way, and removed by its end. */
    OF_THE_ERASURE
  }

  /** Whoever adds a kind says here what becomes of it. */
  private static Treatment treatment(RecordKind kind) {
    return switch (kind) {
      case LEDGER, RECEIPT, AUDIT, COPY, PLACE -> Treatment.NO_PERSONAL_DATA;
      case ADDRESS, CONTACT_ADDRESS, REQUEST, RESTRICTION -> Treatment.PACKAGED;
      case ERASURE -> Treatment.OF_THE_ERASURE;
    };
  }

  @BeforeEach
  void fill() throws IOException {
    data = folder.resolve("data");
    StringBuilder rows = new StringBuilder();
    int number = 0;
    for (InteractionType type : CatalogueFile.standard().types()) {
      for (int i = 0; i <= number % 3; i++) {
        rows.append(
            "{\"InteractionType\":\"%s\",\"Timestamp\":\"2021-03-01T00:00:00Z\",\"InteractionId\":\"%d-%d\",\"ContactId\":\"%s\",\"EmailAddressUsed\":\"%s\"}\n"
                .formatted(type.name().value(), number, i, CONTACT, ADDRESS));
      }
      number++;
    }
    Path file = Files.writeString(folder.resolve("rows.ndjson"), rows);
    ok("import", file, "--data", data, "--rejected", folder.resolve("rejected"));
    request("--contact", CONTACT, "--email", ADDRESS);
    request("--email", ADDRESS);
  }

  private void request(String... who) {
    List<Object> create = new ArrayList<>(List.of("request", "create", "--right", "access"));
    create.addAll(List.of(who));
    create.addAll(List.of("--reason", "letter-17", "--data", data));
    ok(create.toArray());
  }

  private String ok(Object... arguments) {
    Shell.Result result = shell.run(arguments);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }

  private Path makePackage(String name) {
    Path out = folder.resolve(name);
    ok("package", "--contact", CONTACT, "--data", data, "--out", out);
    return out;
  }

  private Map<String, Integer> erase() throws IOException {
    Path out = folder.resolve("receipt");
    ok("erase", "--contact", CONTACT, "--reason", "r1", "--data", data, "--out", out);
    JsonNode receipt = JSON.readTree(Files.readAllLines(out).getFirst());
    Map<String, Integer> counts = new TreeMap<>();
    receipt
        .get("interactions")
        .properties()
        .forEach(it -> counts.put(it.getKey(), it.getValue().asInt()));
    return counts;
  }

  private static Map<String, Integer> packaged(Path file) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry manifest = zip.getEntry("manifest.json");
      for (JsonNode type : JSON.readTree(zip.getInputStream(manifest)).get("types")) {
        counts.put(type.get("type").asString(), type.get("interactions").asInt());
      }
    }
    return counts;
  }

  @Test
  void everyTypeOfTheCatalogue() throws IOException {
    Map<String, Integer> before = packaged(makePackage("before.zip"));
    assertThat(before.keySet())
        .isEqualTo(
            CatalogueFile.standard().types().stream()
                .map(type -> type.name().value())
                .collect(Collectors.toSet()));
    assertThat(erase()).isEqualTo(before);
    assertThat(packaged(makePackage("after.zip"))).isEmpty();
  }

  @Test
  void everyKindOfRecords() throws IOException {
    for (RecordKind kind : RecordKind.values()) {
      assertThat(kind.holdsPersonalData())
          .as("%s", kind)
          .isEqualTo(treatment(kind) != Treatment.NO_PERSONAL_DATA);
    }
    ok("restrict", "--contact", CONTACT, "--reason", "r1", "--data", data);
    Map<String, String> told = told(makePackage("before.zip"));
    assertThat(kindsThatNameThem())
        .allMatch(kind -> treatment(kind) == Treatment.PACKAGED)
        .hasSize(
            (int)
                Stream.of(RecordKind.values())
                    .filter(kind -> treatment(kind) == Treatment.PACKAGED)
                    .count());
    assertThat(told.get("addresses")).contains(ADDRESS);
    assertThat(told.get("requests")).contains("letter-17", ADDRESS);
    assertThat(told.get("restrictions")).contains("command line", "r1");
    erase();
    JsonNode records =
        JSON.readTree(Files.readAllLines(folder.resolve("receipt")).getFirst()).get("records");
    assertThat(records.properties())
        .allSatisfy(place -> assertThat(place.getValue().asInt()).isPositive())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(told.keySet());
    assertThat(told(makePackage("after.zip"))).isEmpty();
    ok("audit", "list", "--contact", CONTACT, "--data", data);
    assertThat(kindsThatNameThem()).isEmpty();
  }

  /** What a package has beside interactions, by the place from which it is. */
  private static Map<String, String> told(Path file) throws IOException {
    Map<String, String> told = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry("other-data.json");
      if (entry == null) {
        return told;
      }
      for (JsonNode each : JSON.readTree(zip.getInputStream(entry))) {
        assertThat(each.get("contact").asString()).isEqualTo(CONTACT);
        told.merge(each.get("place").asString(), each.get("data").toString(), String::concat);
      }
    }
    return told;
  }

  private Set<RecordKind> kindsThatNameThem() {
    Set<RecordKind> found = EnumSet.noneOf(RecordKind.class);
    try (RocksDbStore store = RocksDbStore.open(data, RocksDbOptions.DEFAULTS)) {
      for (RecordKind kind : RecordKind.values()) {
        try (RecordScan scan = store.records().scan(kind)) {
          scan.forEachRemaining(
              record -> {
                if (namesThem(record)) {
                  found.add(kind);
                }
              });
        }
      }
    }
    return found;
  }

  private static boolean namesThem(Record record) {
    return Stream.of(record.partition(), record.key(), record.value())
        .map(bytes -> new String(bytes, ISO_8859_1))
        .anyMatch(text -> text.contains(CONTACT) || text.contains(ADDRESS));
  }

  /** Whoever has the data folder hold something new names it here, and says what it holds. */
  @Test
  void everyFileOfTheFolder() throws IOException {
    makePackage("before.zip");
    ok("backup", folder.resolve("backups"), "--data", data);
    erase();
    Map<String, String> known =
        Map.of(
            "FORMAT", "the number of the format",
            "LOCK", "nothing",
            "rocksdb", "rows and records; an erasure removes and purges them",
            "ledger.ndjson", "keyed hashes",
            "secrets", "keys",
            "imports", "names and lengths of blobs, no rows",
            "spool", "a package while it is made; empty then",
            "admin.key", "a key");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(new TreeSet<>(files.map(it -> it.getFileName().toString()).toList()))
          .isSubsetOf(known.keySet());
    }
    for (String each : List.of(CONTACT, ADDRESS)) {
      assertThat(FilesWith.text(data, each)).isEmpty();
    }
  }

  /** Whoever adds a table says here what becomes of it. */
  @Test
  void everyTableOfCassandra() throws IOException {
    Path schema = Path.of("src/main/resources/dev/touchstone/store/cassandra/schema.cql");
    assertThat(
            Files.readString(schema, UTF_8)
                .lines()
                .filter(line -> line.contains("CREATE TABLE"))
                .map(line -> line.replaceAll(".*\\bEXISTS ..keyspace..([a-z_]+).*", "$1"))
                .toList())
        .containsExactlyInAnyOrder("interactions", "contacts", "marks", "records", "about");
  }
}
