package dev.touchstone.testing;

/** Calls to the organization service as the serializer of .NET writes them. */
public final class Envelopes {
  private Envelopes() {}

  /**
   * An envelope with a call to {@code Execute}.
   *
   * @param parameters as {@link #parameter} gives them
   */
  public static String execute(String request, String... parameters) {
    return """
    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>\
    <SdkClientVersion xmlns="http://schemas.microsoft.com/xrm/2011/Contracts">9.2.49.17240</SdkClientVersion>\
    <UserType xmlns="http://schemas.microsoft.com/xrm/2011/Contracts">CrmUser</UserType>\
    </s:Header><s:Body><Execute xmlns="http://schemas.microsoft.com/xrm/2011/Contracts/Services">\
    <request xmlns:a="http://schemas.microsoft.com/xrm/2011/Contracts" \
    xmlns:i="http://www.w3.org/2001/XMLSchema-instance">\
    <a:Parameters xmlns:b="http://schemas.datacontract.org/2004/07/System.Collections.Generic">%s</a:Parameters>\
    <a:RequestId i:nil="true"/><a:RequestName>%s</a:RequestName></request></Execute></s:Body></s:Envelope>\
    """
        .formatted(String.join("", parameters), request);
  }

  /**
   * A parameter of a type of XML Schema.
   *
   * @param xml the value as it stands in XML
   */
  public static String parameter(String name, String type, String xml) {
    return """
    <a:KeyValuePairOfstringanyType><b:key>%s</b:key><b:value i:type="c:%s" \
    xmlns:c="http://www.w3.org/2001/XMLSchema">%s</b:value></a:KeyValuePairOfstringanyType>\
    """
        .formatted(name, type, xml);
  }
}
