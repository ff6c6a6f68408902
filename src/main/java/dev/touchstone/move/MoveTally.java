package dev.touchstone.move;

import dev.touchstone.interaction.ContactId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a move does. Thread-safe. */
final class MoveTally {
  private final LongAdder copied = new LongAdder();
  private final Set<ContactId> unequal = new LinkedHashSet<>();
  private long contacts;
  private long rows;
  private long repaired;
  private long surplus;
  private long unequalContacts;
  private MoveReport.Records records = MoveReport.Records.NONE;

  void copied(long more) {
    copied.add(more);
  }

  long copied() {
    return copied.sum();
  }

  /** What an earlier process has compared counts too. */
  synchronized void goOnFrom(MoveMark.Compared compared) {
    contacts = compared.contacts();
    rows = compared.rows();
    repaired = compared.repaired();
    surplus = compared.surplus();
  }

  synchronized MoveMark.Compared compared() {
    return new MoveMark.Compared(contacts, rows, repaired, surplus);
  }

  /** What was compared before is compared anew. */
  synchronized void beginComparison() {
    contacts = 0;
    rows = 0;
    records = MoveReport.Records.NONE;
    unequal.clear();
    unequalContacts = 0;
  }

  synchronized void compared(ContactId contact, ContactMove.Comparison comparison) {
    contacts++;
    rows += comparison.rows();
    settled(contact, comparison);
  }

  synchronized void surplus(ContactId contact, ContactMove.Comparison comparison) {
    if (comparison.difference() == ContactMove.Difference.REPAIRED && comparison.rows() == 0) {
      surplus++;
    } else {
      settled(contact, comparison);
    }
  }

  synchronized void settled(ContactId contact, ContactMove.Comparison comparison) {
    switch (comparison.difference()) {
      case NONE -> {}
      case REPAIRED -> repaired++;
      case REMAINS -> {
        unequalContacts++;
        if (unequal.size() < MoveReport.MAX_NAMED) {
          unequal.add(contact);
        }
      }
    }
  }

  synchronized void compared(MoveReport.Records more) {
    records = records.plus(more);
  }

  /** What was compared before is not counted again. */
  synchronized void settled(MoveReport.Records more) {
    records = records.plus(new MoveReport.Records(0, more.repaired(), more.unequal()));
  }

  synchronized boolean isEqual() {
    return unequalContacts == 0 && records.unequal() == 0;
  }

  synchronized MoveReport report(MoveReport.Outcome outcome) {
    return new MoveReport(
        outcome,
        copied.sum(),
        contacts,
        rows,
        repaired,
        surplus,
        records,
        List.copyOf(unequal),
        unequalContacts);
  }
}
