package dev.touchstone.odata.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.batch.MultipartBatch.Broken;
import dev.touchstone.odata.batch.MultipartBatch.ChangeSet;
import dev.touchstone.odata.batch.MultipartBatch.Item;
import dev.touchstone.odata.batch.MultipartBatch.Parsed;
import dev.touchstone.odata.batch.MultipartBatch.Part;
import dev.touchstone.store.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the requests of a batch answered, in order, and writes each answer as it comes. Belongs to
 * one batch.
 */
final class MultipartWriter {
  private final OutputStream out;
  private final PartHandler handler;
  private final Supplier<UUID> ids;
  private final boolean continueOnError;

  MultipartWriter(
      OutputStream out, PartHandler handler, Supplier<UUID> ids, boolean continueOnError) {
    this.out = out;
    this.handler = handler;
    this.ids = ids;
    this.continueOnError = continueOnError;
  }

  /** Without the preference to go on, the first answer that is an error is the last. */
  void write(MultipartBatch batch, String boundary) throws IOException {
    for (Item item : batch.items()) {
      text("--" + boundary + "\r\n");
      boolean succeeded =
          switch (item) {
            case Part part -> alone(part.contentId(), answer(part));
            case ChangeSet set -> changeSet(set);
          };
      if (!succeeded && !continueOnError) {
        break;
      }
    }
    text("--" + boundary + "--\r\n");
  }

  /**
   * All requests of a change set are answered before the first answer is written: one that fails is
   * the only answer of the set. If one fails later, while it is written, there is no answer at all.
   */
  private boolean changeSet(ChangeSet set) throws IOException {
    List<Answer> answers = new ArrayList<>();
    for (Part part : set.parts()) {
      Answer answer = answer(part);
      if (failed(answer)) {
        return part(part.contentId(), answer);
      }
      answers.add(answer);
    }
    String boundary = "changesetresponse_" + ids.get();
    text("Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n");
    for (int i = 0; i < answers.size(); i++) {
      text("--" + boundary + "\r\n");
      part(set.parts().get(i).contentId(), answers.get(i));
    }
    text("--" + boundary + "--\r\n\r\n");
    return true;
  }

  private Answer answer(Part part) throws IOException {
    return switch (part) {
      case Parsed parsed -> handler.answer(parsed.request());
      case Broken broken -> broken.error().answer();
    };
  }

  private static boolean failed(Answer answer) {
    return answer.status() >= 400;
  }

  /**
   * Writes one answer, or the error of a store that fails before any of the answer is written;
   * returns whether it is no error.
   */
  private boolean alone(@Nullable String contentId, Answer answer) throws IOException {
    LateHead late = new LateHead(out, head(contentId, answer));
    try {
      return write(late, answer);
    } catch (StoreException e) {
      if (late.hasBegun()) {
        throw e;
      }
      return part(contentId, PartFailure.answer(e));
    }
  }

  /** Writes one answer; returns whether it is no error. */
  private boolean part(@Nullable String contentId, Answer answer) throws IOException {
    return write(new LateHead(out, head(contentId, answer)), answer);
  }

  private boolean write(LateHead late, Answer answer) throws IOException {
    answer.body().writeTo(late);
    late.begin();
    text("\r\n");
    return !failed(answer);
  }

  private static String head(@Nullable String contentId, Answer answer) {
    StringBuilder head = new StringBuilder(256);
    head.append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
    if (contentId != null) {
      head.append("Content-ID: ").append(contentId).append("\r\n");
    }
    int status = answer.status();
    head.append("\r\nHTTP/1.1 ").append(status).append(' ').append(Reasons.of(status));
    head.append("\r\n");
    answer
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }
}
