package dev.gradtrace.web.query;

import io.swagger.v3.oas.annotations.Operation;
import java.lang.reflect.Parameter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The query parameters of every operation. Handler methods for different media types are one
 * operation, which has the parameters of all of them, as declared by the documented one.
 */
@Component
public final class QueryParameters {

  private static final String OURS = "dev.gradtrace.";

  /**
   * An order that is the same at every start, since generated clients take parameters by position.
   */
  private static final Comparator<HandlerMethod> DOCUMENTED_FIRST =
      Comparator.comparing(QueryParameters::isHidden)
          .thenComparing(handler -> handler.getMethod().toGenericString());

  private final SingletonSupplier<Map<String, Map<String, QueryParameter>>> operations;

  QueryParameters(
      @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.operations = SingletonSupplier.of(() -> operations(mappings.getObject()));
  }

  /**
   * The parameters of an operation by name.
   *
   * @param path the controller's pattern, with its variables
   * @return null if there is no such operation
   */
  public @Nullable Map<String, QueryParameter> of(String method, String path) {
    return operations.obtain().get((method.equals("HEAD") ? "GET" : method) + " " + path);
  }

  private static Map<String, Map<String, QueryParameter>> operations(
      RequestMappingHandlerMapping mappings) {
    Map<String, Map<String, QueryParameter>> operations = new HashMap<>();
    mappings.getHandlerMethods().entrySet().stream()
        .filter(entry -> entry.getValue().getBeanType().getName().startsWith(OURS))
        .sorted(Map.Entry.comparingByValue(DOCUMENTED_FIRST))
        .forEach(
            entry -> {
              for (String operation : names(entry.getKey())) {
                add(
                    entry.getValue(),
                    operations.computeIfAbsent(operation, name -> new LinkedHashMap<>()));
              }
            });
    return operations;
  }

  private static boolean isHidden(HandlerMethod handler) {
    Operation note = handler.getMethodAnnotation(Operation.class);
    return note != null && note.hidden();
  }

  private static Iterable<String> names(RequestMappingInfo mapping) {
    return mapping.getMethodsCondition().getMethods().stream()
        .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path))
        .toList();
  }

  private static void add(HandlerMethod handler, Map<String, QueryParameter> parameters) {
    for (Parameter parameter : handler.getMethod().getParameters()) {
      boolean named = parameter.isAnnotationPresent(RequestParam.class);
      if (named && parameter.getType() != MultipartFile.class) {
        parameters.putIfAbsent(
            parameter.getName(), new QueryParameter(parameter.getName(), parameter));
      } else if (isQuery(parameter)) {
        for (Parameter component :
            BeanUtils.getResolvableConstructor(parameter.getType()).getParameters()) {
          parameters.putIfAbsent(
              component.getName(), new QueryParameter(component.getName(), component));
        }
      }
    }
  }

  /**
   * Whether Spring reads a record from the query: it is neither a body nor resolved by other means.
   */
  private static boolean isQuery(Parameter parameter) {
    Class<?> type = parameter.getType();
    return type.isRecord()
        && type.getSimpleName().endsWith("Query")
        && !parameter.isAnnotationPresent(RequestBody.class);
  }
}
