package dev.touchstone.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A page of a server's list of requests.
 *
 * @param requests each as JSON, as it came
 * @param next where the list goes on; null at its end
 */
record RequestPage(List<String> requests, @Nullable String next) {
  RequestPage {
    requests = List.copyOf(requests);
  }

  /**
   * Reads an answer.
   *
   * @throws CommandException if it is none
   */
  static RequestPage parse(String text) {
    try (JsonParser in = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      List<String> requests = new ArrayList<>();
      String next = null;
      require(in.nextToken() == JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        if ("requests".equals(name) && value == JsonToken.START_ARRAY) {
          while (in.nextToken() == JsonToken.START_OBJECT) {
            requests.add(Json.toString(out -> out.copyCurrentStructure(in)));
          }
        } else if ("next".equals(name) && value == JsonToken.VALUE_STRING) {
          next = in.getString();
        } else {
          in.skipChildren();
        }
      }
      require(in.currentToken() == JsonToken.END_OBJECT);
      return new RequestPage(requests, next);
    } catch (JacksonException e) {
      throw strange(e);
    }
  }

  private static void require(boolean right) {
    if (!right) {
      throw strange(null);
    }
  }

  private static CommandException strange(@Nullable Exception cause) {
    return new CommandException(
        ExitCode.UNAVAILABLE, "the server did not answer as Touchstone does", cause);
  }
}
