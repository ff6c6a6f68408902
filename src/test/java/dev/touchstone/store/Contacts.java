package dev.touchstone.store;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.TypeName;
import dev.touchstone.testing.Rows;
import java.util.ArrayList;
import java.util.List;

/** Contacts whose ids an engine might take for one another. */
final class Contacts {
  /** Types of which one begins like the other, in their order. */
  static final List<TypeName> TYPES =
      List.of(new TypeName("A"), new TypeName("EmailSent"), new TypeName("EmailSentTwice"));

  static final List<ContactId> NEIGHBOURS =
      List.of(
          ContactId.NONE,
          Rows.ANNA,
          Rows.BERT,
          ContactId.parse("00000000-0000-0000-0000-000000000000"),
          ContactId.parse("ffffffff-ffff-ffff-ffff-ffffffffffff"),
          ContactId.parse("a"),
          ContactId.parse("ab"),
          ContactId.parse("abc"),
          ContactId.parse("A"),
          ContactId.parse("\u0000"),
          ContactId.parse("\u0001"),
          ContactId.parse("\u007f"),
          ContactId.parse("ÿ"),
          ContactId.parse("\uFFFF"),
          ContactId.parse("\uDBFF\uDFFF"),
          ContactId.parse("x".repeat(13)),
          ContactId.parse("x".repeat(14)),
          ContactId.parse("x".repeat(15)),
          ContactId.parse("x".repeat(16)),
          ContactId.parse("x".repeat(17)),
          ContactId.parse("x".repeat(16) + "y"),
          ContactId.parse("x".repeat(127)),
          ContactId.parse("x".repeat(128)),
          ContactId.parse("x".repeat(127) + "y"),
          ContactId.parse("ÿ".repeat(64)));

  private Contacts() {}

  /** Rows of each type, in the order of a scan. */
  static List<Interaction> rowsOf(ContactId contact) {
    List<Interaction> rows = new ArrayList<>();
    for (TypeName type : TYPES) {
      rows.add(Rows.row(contact, type, Rows.NOON.plusSeconds(1), "1"));
      rows.add(Rows.row(contact, type, Rows.NOON, "1"));
      rows.add(Rows.row(contact, type, Rows.NOON, "2"));
    }
    return rows;
  }
}
