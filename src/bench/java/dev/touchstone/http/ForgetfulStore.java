package dev.touchstone.http;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.store.Erasure;
import dev.touchstone.store.InteractionStore;
import dev.touchstone.store.Page;
import dev.touchstone.store.Query;
import dev.touchstone.store.Scan;
import dev.touchstone.store.TimeRange;
import dev.touchstone.store.Verdict;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Takes every row and keeps none: what is left is what it costs to read and to check them. */
final class ForgetfulStore implements InteractionStore {
  @Override
  public List<Verdict> append(List<Interaction> interactions) {
    return Collections.nCopies(interactions.size(), Verdict.STORED);
  }

  @Override
  public Page read(Query query) {
    return new Page(List.of(), null);
  }

  @Override
  public List<TypeName> types(ContactId contact, int limit) {
    return List.of();
  }

  @Override
  public Scan scan(ContactId contact) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Scan scan(TimeRange range) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Erasure erase(ContactId contact) {
    return new Erasure(0, List.of());
  }

  @Override
  public long expire(Map<TypeName, Instant> cutoffs) {
    return 0;
  }

  @Override
  public void check() {}

  @Override
  public void close() {}
}
