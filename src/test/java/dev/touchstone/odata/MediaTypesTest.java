package dev.touchstone.odata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.store.memory.MemoryStore;
import dev.touchstone.testing.Documented;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
  private final ODataService service = Calls.service(new MemoryStore(), ODataOptions.DEFAULT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type | application/json | 200",
        "Content-Type | application/json; charset=utf-8 | 200",
        "Content-Type | Application/JSON ;Charset=\"UTF-8\"; odata.metadata=minimal | 200",
        "Content-Type | application/json;odata.metadata=full;IEEE754Compatible=true | 200",
        "Content-Type | application/json; charset=utf-16 | 415",
        "Content-Type | application/json; charset=iso-8859-1 | 415",
        "Content-Type | application/jsonx | 415",
        "Content-Type | text/plain | 415",
        "Content-Type | application/x-www-form-urlencoded | 415",
        "Content-Type | multipart/mixed; boundary=x | 415",
        "Content-Type | ; | 415",
        "Accept | application/json | 200",
        "Accept | application/json;odata.metadata=none | 200",
        "Accept | */* | 200",
        "Accept | text/html, application/*;q=0.1 | 200",
        "Accept | text/plain, */*;q=0.5 | 200",
        "Accept | application/xml | 406",
        "Accept | text/html,application/xml;q=0.9 | 406",
        "Accept | application/json;q=0 | 406",
        "Accept | application/json; q=0.000 | 406",
        "Accept | , | 406",
        "OData-Version | 4.01 | 200",
        "OData-MaxVersion | 3.0 | 200",
      })
  void headersDecide(String name, String value, int status) {
    Answer answer =
        Calls.answer(service, Calls.post(Documented.PATH, Map.of(name, value), Documented.BODY));
    assertThat(answer.status()).isEqualTo(status);
    if (status != 200) {
      assertThat(Calls.json(answer).at("/error/message").stringValue()).contains("'" + value + "'");
      assertThat(Calls.json(answer).at("/error/code").stringValue()).isEqualTo("0x80060888");
    }
  }
}
