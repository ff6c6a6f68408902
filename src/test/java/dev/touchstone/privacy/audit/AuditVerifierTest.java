package dev.touchstone.privacy.audit;

import static dev.touchstone.privacy.audit.Trails.FIRST;
import static dev.touchstone.privacy.audit.Trails.NOON;
import static dev.touchstone.privacy.audit.Trails.SECOND;
import static dev.touchstone.testing.Rows.ANNA;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.privacy.signature.PublicKeys;
import dev.touchstone.privacy.signature.SigningKeys;
import dev.touchstone.store.Record;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordStore;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.memory.MemoryStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody with access to the store can do to the trail, and what of it is found. */
class AuditVerifierTest {
  @TempDir private Path folder;
  private final RecordStore records = new MemoryStore().records();
  private Trails trails = new Trails(records, Path.of(""));
  private List<AuditHead> anchors = List.of();

  @BeforeEach
  void write() {
    trails = new Trails(records, folder);
    for (int day = 0; day < 2; day++) {
      trails.now = NOON.plus(Duration.ofDays(day));
      try (AuditTrail first = trails.open(FIRST, true, Duration.ZERO);
          AuditTrail second = trails.open(SECOND, true, Duration.ZERO)) {
        for (int i = 0; i < 3; i++) {
          trails.read(first, "key1", ANNA, i);
          trails.read(second, "key2", ANNA, i);
        }
      }
    }
    anchors = trails.blocks().heads();
    assertThat(trails.verify().findings()).isEmpty();
    assertThat(trails.verify().blocks()).isEqualTo(trails.stored().size());
  }

  private boolean isFound() {
    try {
      return !trails.verify().isGood();
    } catch (StoreException.Damaged e) {
      return true;
    }
  }

  private void put(Record record, byte[] value) {
    records.put(RecordKind.AUDIT, List.of(new Record(record.partition(), record.key(), value)));
  }

  @Test
  void everyChangedByteIsFound() {
    List<Record> ofFirst = ofServer(FIRST);
    for (Record block : List.of(ofFirst.get(1), ofFirst.getLast())) {
      for (int i = 0; i < block.value().length; i++) {
        byte[] changed = block.value().clone();
        changed[i] ^= 1;
        put(block, changed);
        assertThat(isFound()).as("byte %d of %s", i, block).isTrue();
      }
      put(block, block.value());
    }
    assertThat(isFound()).isFalse();
  }

  @Test
  void everyRemovedBlockIsFound() {
    for (Record block : trails.stored()) {
      records.delete(RecordKind.AUDIT, block.partition(), block.key());
      assertThat(isFound()).isTrue();
      put(block, block.value());
    }
  }

  @Test
  void blocksThatChangedPlacesAreFound() {
    List<Record> all = trails.stored();
    for (int i = 1; i < all.size(); i++) {
      put(all.get(i), all.get(i - 1).value());
      put(all.get(i - 1), all.get(i).value());
      assertThat(isFound()).isTrue();
      put(all.get(i), all.get(i).value());
      put(all.get(i - 1), all.get(i - 1).value());
    }
  }

  /** Each block alone is as its server wrote it; only the number of them is wrong. */
  @Test
  void aTailThatWasCutIsFoundByTheHead() {
    Record last = ofServer(FIRST).getLast();
    records.delete(RecordKind.AUDIT, last.partition(), last.key());
    assertThat(trails.verify().findings())
        .containsExactly(
            "the trail of server %s ends too early: it is known to have had block %d"
                .formatted(FIRST, anchor(FIRST).number()));
  }

  /** Who puts the head back as well is found by what was noted elsewhere, and by nothing else. */
  @Test
  void aTailThatWasCutTogetherWithItsHeadIsFoundByAnAnchor() {
    List<Record> ofFirst = ofServer(FIRST);
    Record last = ofFirst.getLast();
    records.delete(RecordKind.AUDIT, last.partition(), last.key());
    trails
        .blocks()
        .putHead(AuditHead.of(AuditBlock.decode(ofFirst.get(ofFirst.size() - 2).value())));
    assertThat(trails.verify().findings()).isEmpty();
    assertThat(trails.verify(anchor(FIRST)).findings())
        .hasSize(1)
        .first()
        .asString()
        .contains("ends too early");
  }

  @Test
  void aChainThatIsGoneIsKnownToItsNeighbour() {
    ofServer(FIRST).forEach(it -> records.delete(RecordKind.AUDIT, it.partition(), it.key()));
    records.delete(RecordKind.AUDIT, "heads".getBytes(US_ASCII), FIRST.getBytes(US_ASCII));
    assertThat(trails.verify().servers()).isEqualTo(1);
    assertThat(trails.verify().findings())
        .hasSize(1)
        .first()
        .asString()
        .contains("the trail of server " + FIRST);
  }

  @Test
  void whoHasNoKeyCannotWriteTheChainAnew() {
    SigningKeys others =
        new SigningKeys(folder.resolve("o"), null, InstantSource.system(), new SecureRandom());
    String before = AuditBlock.NONE;
    for (Record record : ofServer(SECOND)) {
      AuditBlock block = AuditBlock.decode(record.value());
      List<String> lines = block.events().stream().map(EventJson::encode).skip(1).toList();
      byte[] forged =
          AuditBlock.encode(SECOND, block.day(), block.number(), before, lines, others::sign);
      put(record, forged);
      before = AuditBlock.digest(forged);
    }
    assertThat(trails.verify().findings())
        .anyMatch(it -> it.contains("is signed with a key that was not given"));
  }

  @Test
  void oldDaysThatAreGoneMustBeToldOf() {
    ofServer(FIRST).stream()
        .filter(it -> AuditBlock.decode(it.value()).day().equals(NOON.atZone(UTC).toLocalDate()))
        .forEach(it -> records.delete(RecordKind.AUDIT, it.partition(), it.key()));
    assertThat(trails.verify().findings())
        .anyMatch(it -> it.contains("nothing says that those before it expired"));
  }

  @Test
  void keysThatWereRotatedStillVerify() {
    PublicKeys before = trails.keys.publicKeys();
    trails.keys.rotate();
    trails.open(FIRST).close();
    assertThat(trails.verify().findings()).isEmpty();
    assertThat(new AuditVerifier(before, List.of()).verify(trails.reader()::blocks).findings())
        .hasSize(1);
  }

  private AuditHead anchor(String server) {
    return anchors.stream().filter(it -> it.server().equals(server)).findFirst().orElseThrow();
  }

  private List<Record> ofServer(String server) {
    return trails.stored().stream()
        .filter(it -> AuditBlock.decode(it.value()).server().equals(server))
        .toList();
  }
}
