package dev.touchstone.odata.batch;

import dev.touchstone.odata.ODataException;
import java.util.Locale;

/**
 * Where a batch was sent, to which the addresses of its requests are relative.
 *
 * @param organization scheme and authority under which the caller knows this server
 * @param root the path of the service with its last slash
 */
record BatchAddress(String organization, String root) {
  /**
   * Path and query of a request: of an address with scheme and host, of a path from the root of the
   * host, or relative to the service.
   *
   * @throws ODataException if the address is of another host, or of a batch
   */
  String resolve(String address) {
    String target = path(address);
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    if (address.isEmpty() || address.chars().anyMatch(c -> c < 0x20 || c == '#')) {
      throw BatchError.malformed(
              "'%s' is no address of a request.".formatted(BatchError.shown(address)))
          .exception();
    }
    if (path.endsWith("/$batch") || path.contains("/$batch/")) {
      throw BatchError.unsupported("A batch cannot hold a batch.").exception();
    }
    return target;
  }

  private String path(String address) {
    if (address.startsWith("/")) {
      return address;
    }
    String lower = address.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      return root + address;
    }
    int authority = address.indexOf("//") + 2;
    int path = address.indexOf('/', authority);
    String host = address.substring(authority, path < 0 ? address.length() : path);
    String ours = organization.substring(organization.indexOf("//") + 2);
    if (!host.equalsIgnoreCase(ours)) {
      throw BatchError.malformed(
              "The address '%s' is not one of this server, which is '%s'."
                  .formatted(BatchError.shown(address), ours))
          .exception();
    }
    return path < 0 ? "/" : address.substring(path);
  }
}
