package dev.touchstone.store.cassandra;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.StoreException;
import dev.touchstone.store.Verdict;
import dev.touchstone.store.codec.KeyCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stores rows: contacts beside one another, each in its {@link ContactAppend}. Thread-safe. */
final class Appender {
  private final ContactAppend.Statements statements;
  private final Tasks tasks;
  private final IdentityLocks locks = new IdentityLocks();

  Appender(Cql cql, Growth growth, Tasks tasks) {
    this.statements = ContactAppend.Statements.of(cql, growth);
    this.tasks = tasks;
  }

  List<Verdict> append(List<Interaction> interactions) {
    if (interactions.isEmpty()) {
      return List.of();
    }
    Map<ContactId, List<Arriving>> contacts = new LinkedHashMap<>();
    List<ByteBuffer> keys = new ArrayList<>(interactions.size());
    for (int i = 0; i < interactions.size(); i++) {
      Interaction row = interactions.get(i);
      keys.add(ByteBuffer.wrap(KeyCodec.encode(row)));
      contacts
          .computeIfAbsent(row.contact(), contact -> new ArrayList<>())
          .add(Arriving.of(i, row));
    }
    IdentityLocks.Held held = locks.lock(keys);
    try {
      return append(contacts, interactions.size());
    } finally {
      held.release();
    }
  }

  private List<Verdict> append(Map<ContactId, List<Arriving>> contacts, int size) {
    Verdict[] verdicts = new Verdict[size];
    AtomicBoolean changing = new AtomicBoolean();
    List<Runnable> work = new ArrayList<>(contacts.size());
    contacts.forEach(
        (contact, rows) ->
            work.add(() -> new ContactAppend(statements, contact, rows, changing).run(verdicts)));
    try {
      tasks.runAll(work);
    } catch (StoreException e) {
      throw changing.get() ? Failures.amidChanges(e) : e;
    }
    return List.copyOf(Arrays.asList(verdicts));
  }
}
