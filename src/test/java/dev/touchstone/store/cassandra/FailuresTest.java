package dev.touchstone.store.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import dev.touchstone.store.StoreException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the driver throws, as the log hears of it: whatever has a cause is a fault. */
class FailuresTest {
  private static final String VALUE = "anna@example.org";

  private static Request request(Request.Kind kind) {
    return new Request("SelectPage", kind, SimpleStatement.newInstance("SELECT"));
  }

  private static Throwable ofNodes(Throwable one, Throwable other) {
    return AllNodesFailedException.fromErrors(
        List.of(Map.entry(node("one"), one), Map.entry(node("other"), other)));
  }

  private static Node node(String name) {
    return (Node)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> name.hashCode();
                  case "equals" -> name.equals(arguments[0].toString());
                  default -> name;
                });
  }

  @ParameterizedTest
  @EnumSource
  void whatNodesSayWhileTheyCannotAnswerHasNoCause(Request.Kind kind) {
    for (Throwable answer :
        List.of(
            new NoNodeAvailableException(),
            new DriverTimeoutException("late"),
            new ClosedConnectionException("gone"),
            new BusyConnectionException(1),
            ofNodes(new DriverTimeoutException("late"), new ClosedConnectionException("gone")))) {
      assertThat(Failures.of(request(kind), new CompletionException(answer)))
          .as("%s", answer)
          .hasNoCause();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFaultIsTheCauseAndKeepsItsWordsToItself(Request.Kind kind) {
    Throwable fault = new IllegalArgumentException(VALUE, new NullPointerException(VALUE));
    for (Throwable thrown : List.of(fault, ofNodes(new DriverTimeoutException("late"), fault))) {
      StoreException failure = Failures.of(request(kind), new CompletionException(thrown));
      assertThat(failure).hasCauseInstanceOf(WordlessException.class);
      assertThat(Throwables.getStackTrace(failure))
          .contains("java.lang.IllegalArgumentException", "java.lang.NullPointerException")
          .contains("FailuresTest.aFaultIsTheCauseAndKeepsItsWordsToItself")
          .doesNotContain(VALUE);
    }
  }
}
