package dev.touchstone.odata;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An action as its callers see it.
 *
 * @param name case-sensitive, without namespace
 */
record ActionSignature(String name, List<Parameter> parameters) {
  record Parameter(String name, EdmType type, boolean required) {}

  ActionSignature(String name, Parameter... parameters) {
    this(name, Arrays.asList(parameters));
  }

  ActionSignature {
    parameters = List.copyOf(parameters);
  }

  Optional<Parameter> parameter(String parameterName) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(parameterName)) {
        return Optional.of(parameter);
      }
    }
    return Optional.empty();
  }
}
