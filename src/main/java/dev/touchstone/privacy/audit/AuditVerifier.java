package dev.touchstone.privacy.audit;

import dev.touchstone.privacy.signature.PublicKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks trails: that every block follows the one before it, that signatures are good, and that no
 * chain is shorter than somebody knows it to be.
 *
 * <p>A signature covers, by the digests, all blocks before its own; so that of the last block of a
 * chain and of each day is looked at, and no other.
 */
public final class AuditVerifier {
  /** The most findings that are told; more are counted. */
  static final int MAX_FINDINGS = 1_000;

  private final PublicKeys keys;
  private final List<AuditHead> known;
  private final List<String> findings = new ArrayList<>();
  private final Map<String, Map<Long, Set<String>>> digests = new HashMap<>();
  private final Map<String, Set<Long>> expired = new HashMap<>();
  private final Set<String> servers = new HashSet<>();
  private long blocks;
  private long events;
  private long left;

  /**
   * A verifier for one call.
   *
   * @param keys of whoever may have signed
   * @param known heads that were noted, in the store or elsewhere
   */
  public AuditVerifier(PublicKeys keys, List<AuditHead> known) {
    this.keys = keys;
    this.known = List.copyOf(known);
  }

  /**
   * What was found.
   *
   * @param findings what is wrong, in words; empty if nothing is
   * @param unlisted how many more there are
   */
  public record Report(
      long servers, long blocks, long events, List<String> findings, long unlisted) {
    public Report {
      findings = List.copyOf(findings);
    }

    public boolean isGood() {
      return findings.isEmpty();
    }
  }

  /**
   * Looks at every block.
   *
   * @param trails the blocks, server by server and in their order; asked for twice
   */
  public Report verify(Supplier<Iterator<AuditBlock>> trails) {
    known.forEach(this::expect);
    trails.get().forEachRemaining(block -> block.events().forEach(this::expect));
    Chain chain = new Chain(null);
    Iterator<AuditBlock> all = trails.get();
    while (all.hasNext()) {
      AuditBlock block = all.next();
      if (!chain.isOf(block)) {
        chain.end();
        chain = new Chain(block.server());
        if (!servers.add(block.server())) {
          find("the blocks of server %s do not lie together".formatted(block.server()));
        }
      }
      chain.add(block);
    }
    chain.end();
    missing();
    return new Report(servers.size(), blocks, events, findings, left);
  }

  private void expect(AuditEvent event) {
    if (event.action() == AuditAction.WITNESS) {
      AuditHead.parse(event.what()).ifPresent(this::expect);
    }
    AuditExpiry.Statement.of(event)
        .ifPresent(
            it -> expired.computeIfAbsent(it.server(), key -> new HashSet<>()).add(it.before()));
  }

  /** A block that is known to have been there, and its digest. */
  private void expect(AuditHead head) {
    digests
        .computeIfAbsent(head.server(), server -> new HashMap<>())
        .computeIfAbsent(head.number(), number -> new HashSet<>())
        .add(head.digest());
  }

  /** Whatever was expected and did not come. */
  private void missing() {
    digests.forEach(
        (server, numbers) -> {
          long number = numbers.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
          if (number >= 0 && !hasExpired(server, number)) {
            find(
                "the trail of server %s ends too early: it is known to have had block %d"
                    .formatted(server, number));
          }
        });
  }

  private boolean hasExpired(String server, long number) {
    return expired.getOrDefault(server, Set.of()).stream().anyMatch(before -> before > number);
  }

  private void find(String finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
    } else {
      left++;
    }
  }

  /** The chain of a server as far as it was seen. */
  private final class Chain {
    private final @Nullable String server;
    private @Nullable AuditBlock last;

    Chain(@Nullable String server) {
      this.server = server;
    }

    boolean isOf(AuditBlock block) {
      return block.server().equals(server);
    }

    void add(AuditBlock block) {
      blocks++;
      events += block.events().size();
      AuditBlock before = last;
      if (before == null) {
        begin(block);
      } else if (block.number() != before.number() + 1) {
        find("%s is followed by %s".formatted(before, block));
      } else if (!block.before().equals(before.digest())) {
        find("%s is not the one that was followed by block %d".formatted(before, block.number()));
      } else if (block.day().isBefore(before.day())) {
        find("%s lies on an earlier day than the one before it".formatted(block));
      }
      if (before != null && !before.day().equals(block.day())) {
        checkSignature(before);
      }
      compare(block);
      last = block;
    }

    /** What lies before the first block must be told to have expired. */
    private void begin(AuditBlock block) {
      boolean told = expired.getOrDefault(block.server(), Set.of()).contains(block.number());
      if (block.number() > 0 && !told) {
        find(
            "the trail of server %s begins with block %d, and nothing says that those before it expired"
                .formatted(server, block.number()));
      }
      if (block.number() == 0 && !block.before().equals(AuditBlock.NONE)) {
        find(block + " is the first and follows one");
      }
    }

    private void compare(AuditBlock block) {
      Map<Long, Set<String>> expected = digests.get(block.server());
      Set<String> digest = expected == null ? null : expected.remove(block.number());
      if (digest != null && !digest.equals(Set.of(block.digest()))) {
        find(block + " is not the one that was noted elsewhere");
      }
    }

    void end() {
      AuditBlock end = last;
      if (end == null) {
        return;
      }
      checkSignature(end);
      Map<Long, Set<String>> expected = digests.get(end.server());
      if (expected != null) {
        // What lies before the first block expired, which was checked above.
        expected.keySet().removeIf(number -> number < end.number());
      }
    }

    private void checkSignature(AuditBlock block) {
      switch (keys.verify(block.signedText(), block.signature())) {
        case VALID -> {}
        case UNKNOWN_KEY ->
            find(
                "%s is signed with a key that was not given, %s"
                    .formatted(block, block.signature().keyId()));
        case WRONG -> find("the signature of %s is not good".formatted(block));
      }
    }
  }
}
