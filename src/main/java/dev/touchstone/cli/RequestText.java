package dev.touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as people read it. */
final class RequestText {
  private RequestText() {}

  static List<String> lines(Map<String, @Nullable Object> request) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Request %s for %s: %s"
            .formatted(request.get("id"), request.get("right"), request.get("state")));
    String left = daysLeft(request);
    lines.add(
        "Received %s, due %s%s"
            .formatted(
                request.get("received"),
                request.get("due"),
                left.isEmpty()
                    ? ""
                    : ": " + left + (left.contains("overdue") ? "" : " days left")));
    lines.add(subject(request));
    for (Map<?, ?> event : maps(request.get("history"))) {
      lines.add(event(event));
    }
    return lines.stream().map(Table::harmless).toList();
  }

  /** The days left, marked where it is late; empty for a request that is closed. */
  static String daysLeft(Map<?, ?> request) {
    Object left = request.get("daysLeft");
    return left == null
        ? ""
        : Boolean.TRUE.equals(request.get("overdue")) ? left + ", overdue" : left.toString();
  }

  private static String subject(Map<?, ?> request) {
    List<String> ids = texts(request.get("ids"));
    int erased = list(request.get("contacts")).size() - ids.size();
    List<String> parts = new ArrayList<>();
    if (!ids.isEmpty()) {
      parts.add("contact " + String.join(", contact ", ids));
    }
    if (erased > 0) {
      parts.add(Figures.count(erased, "erased contact"));
    }
    if (request.get("email") != null) {
      parts.add("address " + request.get("email"));
    }
    return "Of " + (parts.isEmpty() ? "nobody who is known" : String.join(", ", parts));
  }

  private static String event(Map<?, ?> event) {
    Object answer = event.get("answer");
    return "  %s %s by %s, %s%s"
        .formatted(
            event.get("time"),
            event.get("step"),
            event.get("caller"),
            event.get("reason"),
            answer == null ? "" : ": " + answer);
  }

  static List<String> texts(@Nullable Object value) {
    return list(value).stream().map(String::valueOf).toList();
  }

  private static List<Map<?, ?>> maps(@Nullable Object value) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object each : list(value)) {
      if (each instanceof Map<?, ?> map) {
        maps.add(map);
      }
    }
    return maps;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
