package dev.gradtrace.web.openapi;

import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import dev.gradtrace.web.query.QueryParameter;
import dev.gradtrace.web.query.QueryParameters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.HandlerMethod;

/**
 * Documents the parameters of each operation: those in queries with their checks, and those in
 * paths.
 */
record ParameterSchemas(QueryParameters parameters)
    implements OpenApiCustomizer, OperationCustomizer {

  private static final String QUERY = "query";
  private static final String PATH = "path";

  /** The characters of ids and of names of presets. */
  private static final String URL_SAFE = "^[0-9A-Za-z_-]+$";

  @Override
  public void customise(OpenAPI document) {
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            describe(operation, parameters.of(method.name(), path))));
  }

  private static void describe(
      Operation operation, @Nullable Map<String, QueryParameter> declared) {
    List<Parameter> others = operation.getParameters();
    if (others != null) {
      others.removeIf(parameter -> parameter.getIn().equals(QUERY));
      others.stream()
          .filter(parameter -> parameter.getIn().equals(PATH))
          .map(Parameter::getSchema)
          .forEach(ParameterSchemas::restrict);
    }
    if (declared != null) {
      declared.values().forEach(parameter -> operation.addParametersItem(of(parameter)));
    }
  }

  /** Adds the words that a path variable can be. */
  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    for (MethodParameter variable : method.getMethodParameters()) {
      OneOf words = variable.getParameterAnnotation(OneOf.class);
      if (words != null && variable.hasParameterAnnotation(PathVariable.class)) {
        String name = variable.getParameter().getName();
        operation.getParameters().stream()
            .filter(parameter -> parameter.getName().equals(name))
            .forEach(parameter -> SchemaNotes.setEnum(parameter.getSchema(), Named.words(words)));
      }
    }
    return operation;
  }

  /**
   * Restricts a path variable: an integer to at least 0, a text without fixed words to URL-safe
   * characters.
   */
  private static void restrict(Schema<?> value) {
    if (value.getTypes() != null && value.getTypes().contains("integer")) {
      value.setMinimum(BigDecimal.ZERO);
    } else if (value.getEnum() == null) {
      value.setPattern(URL_SAFE);
    }
  }

  private static Parameter of(QueryParameter declared) {
    return new Parameter()
        .name(declared.name())
        .in(QUERY)
        .description(declared.note().description())
        .required(declared.isRequired())
        .schema(schema(declared));
  }

  private static Schema<?> schema(QueryParameter declared) {
    Schema<?> value = SchemaForms.plain(declared.type(), RecordSchemas.Side.REQUEST);
    SchemaNotes.setEnum(value, declared.words());
    value.setMinimum(decimal(declared.least()));
    value.setMaximum(decimal(declared.most()));
    if (declared.type() == String.class && declared.words().isEmpty()) {
      value.setMinLength(1);
      value.setMaxLength(declared.longest());
    }
    String otherwise = declared.otherwise();
    if (otherwise != null) {
      value.setDefault(SchemaNotes.value(otherwise, value));
    }
    if (!declared.isList()) {
      return value;
    }
    Schema<?> list = SchemaForms.array(value);
    list.setMinItems(1);
    return list;
  }

  private static @Nullable BigDecimal decimal(@Nullable Long bound) {
    return bound == null ? null : BigDecimal.valueOf(bound);
  }
}
