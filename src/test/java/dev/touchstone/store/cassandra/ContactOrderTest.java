package dev.touchstone.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.internal.core.metadata.token.Murmur3Token;
import dev.touchstone.interaction.ContactId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ContactOrderTest {
  private static ContactOrder at(long token, String contact) {
    return new ContactOrder(new Murmur3Token(token), Partition.bytes(ContactId.parse(contact)));
  }

  @Test
  void byTokenThenByLengthThenByBytes() {
    List<ContactOrder> ordered =
        List.of(
            at(Long.MIN_VALUE + 1, "z"),
            at(-1, "zz"),
            at(7, "b"),
            at(7, "z"),
            at(7, "é"),
            at(7, "aaaa"),
            at(7, "zzzz"),
            at(8, "a"));
    assertThat(Stream.of(3, 0, 7, 5, 1, 6, 4, 2).map(ordered::get).sorted())
        .containsExactlyElementsOf(ordered);
    assertThat(at(7, "b")).isEqualByComparingTo(at(7, "b"));
  }
}
