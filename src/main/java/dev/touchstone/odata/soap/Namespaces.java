package dev.touchstone.odata.soap;

/** The namespaces of the organization service, as its WSDL and the SDK of .NET have them. */
final class Namespaces {
  static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  static final String SERVICES = "http://schemas.microsoft.com/xrm/2011/Contracts/Services";
  static final String CONTRACTS = "http://schemas.microsoft.com/xrm/2011/Contracts";

  /** Of requests that the product itself has, such as WhoAmI. */
  static final String MESSAGES = "http://schemas.microsoft.com/crm/2011/Contracts";

  static final String ORGANIZATION = "http://schemas.microsoft.com/xrm/2014/Contracts";
  static final String COLLECTIONS =
      "http://schemas.datacontract.org/2004/07/System.Collections.Generic";
  static final String SERIALIZATION = "http://schemas.microsoft.com/2003/10/Serialization/";
  static final String SCHEMA = "http://www.w3.org/2001/XMLSchema";
  static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  private Namespaces() {}
}
