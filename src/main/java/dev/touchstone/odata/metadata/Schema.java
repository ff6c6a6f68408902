package dev.touchstone.odata.metadata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entity data model: one schema with one container. Names of its own types are written without
 * namespace here; the writers qualify them. Immutable.
 *
 * @param alias the short name of the namespace
 */
record Schema(
    String namespace,
    String alias,
    List<EnumType> enumTypes,
    List<StructuredType> complexTypes,
    List<StructuredType> entityTypes,
    List<Operation> operations,
    Container container) {
  Schema {
    enumTypes = List.copyOf(enumTypes);
    complexTypes = List.copyOf(complexTypes);
    entityTypes = List.copyOf(entityTypes);
    operations = List.copyOf(operations);
  }

  /** The operations of a kind, in their order. */
  List<Operation> operations(OperationKind kind) {
    return operations.stream().filter(operation -> operation.kind() == kind).toList();
  }

  /** The full name of a type or operation of this schema. */
  String qualified(String name) {
    return namespace + "." + name;
  }

  /**
   * The name of a type as the model refers to it: a primitive as it is, an own one by the alias.
   */
  String reference(ValueType type) {
    return type.primitive() ? type.name() : alias + "." + type.name();
  }

  /** An enumeration; a member's value is its index. */
  record EnumType(String name, List<String> members) {
    EnumType {
      members = List.copyOf(members);
    }
  }

  /**
   * A complex type, or an entity type if it has a key.
   *
   * @param key the name of the key property; null for a complex type
   * @param open whether instances may have properties that are not declared
   */
  record StructuredType(String name, @Nullable String key, boolean open, List<Member> properties) {
    StructuredType {
      properties = List.copyOf(properties);
    }
  }

  /** A property or a parameter. */
  record Member(String name, ValueType type) {}

  /** Whether calling an operation may have effects. */
  enum OperationKind {
    /** Called by POST, parameters in the body. */
    ACTION,
    /** Called by GET. */
    FUNCTION
  }

  /** An unbound action or function, which the container imports under the same name. */
  record Operation(OperationKind kind, String name, List<Member> parameters, ValueType returned) {
    Operation {
      parameters = List.copyOf(parameters);
    }
  }

  record Container(String name, List<EntitySet> entitySets) {
    Container {
      entitySets = List.copyOf(entitySets);
    }
  }

  record EntitySet(String name, String entityType) {}

  /**
   * The type of a property, parameter or answer, with its facets.
   *
   * @param name {@code Edm.…}, or the name of an enumeration or complex type of the schema
   * @param collection whether it is a collection of that type
   * @param nullable whether it, or an element of it, may be null
   * @param ascii whether a string is declared to be without Unicode, as Dataverse declares all
   *     parameters
   * @param precision how many decimal places a moment has; 0 where that means nothing
   */
  record ValueType(
      String name, boolean collection, boolean nullable, boolean ascii, int precision) {
    static final ValueType STRING = of("Edm.String");
    static final ValueType PARAMETER_STRING = new ValueType("Edm.String", false, true, true, 0);
    static final ValueType BOOLEAN = of("Edm.Boolean");
    static final ValueType INT32 = of("Edm.Int32");
    static final ValueType INT64 = of("Edm.Int64");
    static final ValueType DOUBLE = of("Edm.Double");
    static final ValueType GUID = of("Edm.Guid");
    static final ValueType MOMENT = new ValueType("Edm.DateTimeOffset", false, true, false, 9);

    static ValueType of(String name) {
      return new ValueType(name, false, true, false, 0);
    }

    ValueType required() {
      return new ValueType(name, collection, false, ascii, precision);
    }

    /** A collection of this type. */
    ValueType many() {
      return new ValueType(name, true, nullable, ascii, precision);
    }

    boolean primitive() {
      return name.startsWith("Edm.");
    }
  }
}
