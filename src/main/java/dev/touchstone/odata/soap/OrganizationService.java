package dev.touchstone.odata.soap;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.touchstone.odata.Answer;
import dev.touchstone.odata.Call;
import dev.touchstone.odata.MediaRange;
import dev.touchstone.odata.ODataError;
import dev.touchstone.odata.ODataException;
import dev.touchstone.odata.ODataService;
import dev.touchstone.odata.api.ServiceIdentity;
import dev.touchstone.odata.metadata.Metadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Answers {@code Execute} of the organization service. Thread-safe. */
public final class OrganizationService {
  /** Where callers find it. */
  public static final String PATH = "/XRMServices/2011/Organization.svc/web";

  private static final String VERSION = "v9.2/";

  private final ODataService actions;
  private final ServiceIdentity identity;
  private final int maxBodyBytes;
  private final SoapFault faults;

  /**
   * @param actions answers what is asked for
   * @param maxBodyBytes the longest envelope
   */
  public OrganizationService(
      ODataService actions, ServiceIdentity identity, int maxBodyBytes, SoapFault faults) {
    this.actions = actions;
    this.identity = identity;
    this.maxBodyBytes = maxBodyBytes;
    this.faults = faults;
  }

  /** How errors are told to callers of this service. */
  public SoapFault faults() {
    return faults;
  }

  /**
   * Answers a call by POST. What is no envelope is answered with an error in JSON, what asks for
   * something that is not there, or asks wrongly, with a fault.
   *
   * @throws dev.touchstone.store.StoreException if the store fails, here or while the answer is
   *     written
   * @throws IOException if the body cannot be read
   */
  public Answer answer(Call call) throws IOException {
    ExecuteRequest request;
    try {
      checkXml(call.headers().get("Content-Type"));
      request = ExecuteReader.read(body(call));
    } catch (ODataException e) {
      return e.error().answer();
    }
    try {
      return answer(request, call.organization());
    } catch (ODataException e) {
      return faults.answer(e.error());
    }
  }

  private static void checkXml(@Nullable String sent) {
    if (sent == null || !MediaRange.parse(sent).type().equals("text/xml")) {
      throw ODataError.http(
              415,
              "The Content-Type is not supported here; supported is text/xml, as SOAP 1.1 has it.")
          .exception();
    }
  }

  private byte[] body(Call call) throws IOException {
    byte[] bytes = call.body().readNBytes(maxBodyBytes + 1);
    if (bytes.length > maxBodyBytes) {
      throw ODataError.bodyTooLarge(maxBodyBytes).exception();
    }
    return bytes;
  }

  private Answer answer(ExecuteRequest request, String organization) throws IOException {
    return switch (request.name()) {
      case Metadata.LOAD_INTERACTIONS_PUBLIC, Metadata.LOAD_INTERACTIONS ->
          action(request, organization);
      case Metadata.WHO_AM_I -> whoAmI();
      case Metadata.RETRIEVE_VERSION ->
          ExecuteAnswer.ofMessage(Metadata.RETRIEVE_VERSION)
              .with("Version", ExecuteAnswer.string(ServiceIdentity.VERSION))
              .answer();
      case Metadata.RETRIEVE_CURRENT_ORGANIZATION ->
          ExecuteAnswer.ofMessage(Metadata.RETRIEVE_CURRENT_ORGANIZATION)
              .with("Detail", OrganizationXml.detail(identity, organization))
              .answer();
      default ->
          throw ODataError.payload(
                  400,
                  "The request '%s' is not known here; known are %s."
                      .formatted(
                          shown(request.name()),
                          String.join(
                              ", ",
                              Metadata.LOAD_INTERACTIONS_PUBLIC,
                              Metadata.LOAD_INTERACTIONS,
                              Metadata.WHO_AM_I,
                              Metadata.RETRIEVE_VERSION,
                              Metadata.RETRIEVE_CURRENT_ORGANIZATION)))
              .exception();
    };
  }

  private static String shown(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100) + "…";
  }

  private Answer whoAmI() {
    return ExecuteAnswer.ofMessage(Metadata.WHO_AM_I)
        .with("UserId", ExecuteAnswer.guid(identity.userId()))
        .with("BusinessUnitId", ExecuteAnswer.guid(identity.businessUnitId()))
        .with("OrganizationId", ExecuteAnswer.guid(identity.organizationId()))
        .answer();
  }

  private Answer action(ExecuteRequest request, String organization) throws IOException {
    Answer json =
        actions.answerOrThrow(
            new Call(
                "POST",
                ODataService.ROOT + VERSION + request.name(),
                organization,
                header -> null,
                new ByteArrayInputStream(request.arguments().getBytes(UTF_8))));
    return new Loaded(json).answer(request.name());
  }

  /** The answer of an action, whose token is known when its text was written. */
  private static final class Loaded {
    private final Answer json;
    private String token = "";

    Loaded(Answer json) {
      this.json = json;
    }

    Answer answer(String name) {
      return ExecuteAnswer.ofAction(name)
          .with("Data", ExecuteAnswer.string(this::writeData))
          .with("NextSkipToken", this::writeToken)
          .answer();
    }

    private void writeData(OutputStream out) throws IOException {
      ActionText text = new ActionText(out);
      json.body().writeTo(text);
      token = text.nextSkipToken();
    }

    private void writeToken(OutputStream out) throws IOException {
      SoapXml.write(out, token.isEmpty() ? ExecuteAnswer.nothing() : ExecuteAnswer.string(token));
    }
  }
}
