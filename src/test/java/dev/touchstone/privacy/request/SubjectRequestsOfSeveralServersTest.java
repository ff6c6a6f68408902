package dev.touchstone.privacy.request;

import static dev.touchstone.privacy.request.SubjectRequestsContract.REASON;
import static dev.touchstone.privacy.request.SubjectRequestsContract.RECEIVED;
import static dev.touchstone.testing.Rows.ANNA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.privacy.index.MailAddress;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.ForgettingFolder;
import dev.touchstone.testing.HookedEngine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One store, two servers. */
class SubjectRequestsOfSeveralServersTest {
  private static final Subject WHO =
      new Subject(List.of(ANNA), MailAddress.parse("anna@example.org"));

  private final MemoryStore store = new MemoryStore();
  private final HookedEngine hooked = new HookedEngine(store);

  @TempDir private Path one;
  @TempDir private Path two;
  private List<ForgettingFolder> servers = List.of();

  @BeforeEach
  void open() {
    servers =
        List.of(ForgettingFolder.open(one, hooked, true), ForgettingFolder.open(two, store, true));
  }

  @AfterEach
  void close() {
    servers.forEach(ForgettingFolder::close);
    store.close();
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    try (RecordScan scan = store.records().scan(RecordKind.REQUEST)) {
      scan.forEachRemaining(it -> texts.add(new String(it.value(), UTF_8)));
    }
    return texts;
  }

  /** At whatever call of the one the other erases: no id and no address is left behind. */
  @Test
  void theOtherErasesWhoeverIsNotedHere() {
    boolean erased = true;
    for (int n = 0; erased; n++) {
      servers.getLast().erasures().unblock(ANNA, REASON);
      int[] left = {n};
      hooked.before(
          verb -> {
            if (left[0]-- == 0) {
              servers.getLast().erasures().erase(List.of(ANNA), REASON);
            }
          });
      SubjectRequest made =
          servers.getFirst().requests().create(Right.ERASURE, WHO, RECEIVED, "key 1", REASON);
      hooked.before(verb -> {});
      erased = left[0] < 0;
      assertThat(servers.getLast().requests().get(made.id())).isPresent();
      if (erased) {
        assertThat(texts())
            .as("erased before call %d", n)
            .noneMatch(it -> it.contains(ANNA.value()));
      }
      servers.getLast().erasures().erase(List.of(ANNA), REASON);
      assertThat(texts())
          .noneMatch(it -> it.contains(ANNA.value()) || it.contains("anna@example.org"));
    }
  }

  @Test
  void whatOneDoesTheOtherSees() {
    SubjectRequest made =
        servers.getFirst().requests().create(Right.ERASURE, WHO, RECEIVED, "key 1", REASON);
    String receipt = servers.getLast().erasures().erase(List.of(ANNA), REASON).id();
    Change complete = new Change(Step.COMPLETE, "key 1", REASON, List.of(), receipt);
    assertThat(servers.getFirst().requests().step(made.id(), complete))
        .isInstanceOf(Taken.Done.class);
    assertThat(servers.getLast().requests().get(made.id()).orElseThrow().isOpen()).isFalse();
  }
}
