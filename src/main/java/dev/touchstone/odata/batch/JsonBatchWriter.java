package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.batch.JsonBatch.Entry;
import dev.touchstone.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Has the requests of a batch answered, in order, and writes each answer as it comes. Every request
 * gets an answer: one that is not done, because another failed, a 424. Belongs to one batch.
 */
final class JsonBatchWriter {
  private final OutputStream out;
  private final PartHandler handler;
  private final boolean continueOnError;
  private final Set<String> failed = new HashSet<>();
  private boolean stopped;
  private boolean first = true;

  JsonBatchWriter(OutputStream out, PartHandler handler, boolean continueOnError) {
    this.out = out;
    this.handler = handler;
    this.continueOnError = continueOnError;
  }

  void write(JsonBatch batch) throws IOException {
    text("{\"responses\":[");
    List<Entry> entries = batch.entries();
    for (int i = 0; i < entries.size(); ) {
      int end = endOfGroup(entries, i);
      together(entries.subList(i, end));
      i = end;
    }
    text("]}");
  }

  private static int endOfGroup(List<Entry> entries, int start) {
    String group = entries.get(start).group();
    int end = start + 1;
    while (group != null && end < entries.size() && group.equals(entries.get(end).group())) {
      end++;
    }
    return end;
  }

  /**
   * Answers one request, or those of a group, which fail together. If one of several fails only
   * while it is written, there is no answer at all.
   */
  private void together(List<Entry> group) throws IOException {
    List<Answer> answers = new ArrayList<>();
    boolean succeeded = true;
    for (Entry entry : group) {
      Answer answer =
          succeeded ? answer(entry) : skipped("Another request of the atomicityGroup failed.");
      succeeded &= answer.status() < 400;
      answers.add(answer);
    }
    for (int i = 0; i < group.size(); i++) {
      Answer answer = answers.get(i);
      boolean undone = !succeeded && answer.status() < 400;
      Answer told = undone ? skipped("Another request of the atomicityGroup failed.") : answer;
      if (group.size() == 1) {
        succeeded = alone(group.get(i).id(), told);
      } else {
        write(group.get(i).id(), told);
      }
    }
    if (!succeeded) {
      String name = group.getFirst().group();
      group.forEach(entry -> failed.add(entry.id()));
      if (name != null) {
        failed.add(name);
      }
      stopped = !continueOnError;
    }
  }

  private Answer answer(Entry entry) throws IOException {
    for (String dependency : entry.dependsOn()) {
      if (failed.contains(dependency)) {
        return skipped(
            "The request depends on '" + BatchError.shown(dependency) + "', which failed.");
      }
    }
    if (stopped) {
      return skipped(
          "A request before this one failed, and the batch does not prefer"
              + " odata.continue-on-error.");
    }
    ODataError error = entry.error();
    PartRequest request = entry.request();
    return error != null || request == null
        ? (error == null ? BatchError.malformed("no request") : error).answer()
        : handler.answer(request);
  }

  private static Answer skipped(String message) {
    return BatchError.failedDependency(message).answer();
  }

  /**
   * Writes one answer, or the error of a store that fails before any of the answer is written;
   * returns whether it is no error.
   */
  private boolean alone(String id, Answer answer) throws IOException {
    LateHead late = new LateHead(out, head(id, answer));
    try {
      write(late, answer);
      return answer.status() < 400;
    } catch (StoreException e) {
      if (late.hasBegun()) {
        throw e;
      }
      write(id, PartFailure.answer(e));
      return false;
    }
  }

  private void write(String id, Answer answer) throws IOException {
    write(new LateHead(out, head(id, answer)), answer);
  }

  private void write(LateHead late, Answer answer) throws IOException {
    if (isJson(answer)) {
      answer.body().writeTo(late);
      late.begin();
    } else if (answer.status() == 204) {
      late.begin();
    } else if (isOf(answer, "text/")) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      answer.body().writeTo(text);
      late.write(JsonStringEncoder.getInstance().quoteAsUTF8(text.toString(UTF_8)));
      late.begin();
      text("\"");
    } else {
      try (OutputStream encoded = Base64.getUrlEncoder().withoutPadding().wrap(late)) {
        answer.body().writeTo(encoded);
      }
      late.begin();
      text("\"");
    }
    text("}");
    first = false;
  }

  /**
   * All that stands before the body: JSON as it is, text as a string, every other form as base64url
   * in a string.
   */
  private String head(String id, Answer answer) {
    StringBuilder head = new StringBuilder(256).append(first ? "" : ",");
    head.append("{\"id\":").append(quoted(id)).append(",\"status\":").append(answer.status());
    head.append(",\"headers\":{");
    String separator = "";
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      head.append(separator).append(quoted(name)).append(':').append(quoted(header.getValue()));
      separator = ",";
    }
    head.append('}');
    if (answer.status() != 204) {
      head.append(",\"body\":").append(isJson(answer) ? "" : "\"");
    }
    return head.toString();
  }

  private static boolean isJson(Answer answer) {
    return isOf(answer, "application/json");
  }

  private static boolean isOf(Answer answer, String contentType) {
    return answer.status() != 204
        && answer.headers().getOrDefault("Content-Type", "").startsWith(contentType);
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }
}
