package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.batch.JsonBatch.Entry;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
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

  /** Answers one request, or those of a group, which fail together. */
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
      write(
          group.get(i).id(),
          undone ? skipped("Another request of the atomicityGroup failed.") : answer);
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

  private void write(String id, Answer answer) throws IOException {
    text(first ? "" : ",");
    first = false;
    text("{\"id\":" + quoted(id) + ",\"status\":" + answer.status() + ",\"headers\":{");
    String separator = "";
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      text(separator + quoted(name) + ":" + quoted(header.getValue()));
      separator = ",";
    }
    text("}");
    if (answer.status() != 204) {
      text(",\"body\":");
      body(answer);
    }
    text("}");
  }

  /** JSON as it is, text as a string; every other form as base64url in a string. */
  private void body(Answer answer) throws IOException {
    String type = answer.headers().getOrDefault("Content-Type", "");
    if (type.startsWith("application/json")) {
      answer.body().writeTo(out);
      return;
    }
    if (type.startsWith("text/")) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      answer.body().writeTo(text);
      text(quoted(text.toString(UTF_8)));
      return;
    }
    text("\"");
    try (OutputStream encoded = Base64.getUrlEncoder().withoutPadding().wrap(new Unclosed(out))) {
      answer.body().writeTo(encoded);
    }
    text("\"");
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + "\"";
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }

  /** Stays open when the encoder before it is closed. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
