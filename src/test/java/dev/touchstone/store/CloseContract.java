package dev.touchstone.store;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.SENT;
import static dev.touchstone.testing.Rows.row;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The end of a store. */
public interface CloseContract extends StoreContract {
  @Test
  default void anOpenStoreCanAnswer() {
    store().check();
  }

  @Test
  default void nothingCanBeAskedOfAClosedStore() {
    store().append(List.of(row(0, "1")));
    store().close();
    Query query = new Query(ANNA, SENT, TimeRange.ALL, 1, null);
    List<ThrowingCallable> calls =
        List.of(
            () -> store().append(List.of(row(1, "1"))),
            () -> store().append(List.of()),
            () -> store().read(query),
            () -> store().scan(ANNA),
            () -> store().scan(TimeRange.ALL),
            () -> store().erase(ANNA),
            () -> store().check());
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the store is closed");
    }
  }

  @Test
  default void closingAStoreAgainDoesNothing() {
    store().close();
    store().close();
  }
}
