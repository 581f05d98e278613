package dev.gradtrace.web.openapi;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.Forms;
import dev.gradtrace.contract.OneOf;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conditions between the members of a request, as chains of {@code if} and {@code else}. Client
 * generators ignore these, while {@code oneOf} beside members makes them invent types.
 */
final class Conditions {

  private Conditions() {}

  /** Adds the forms of a request, and the parameters that each name allows. */
  static void apply(Class<?> request, Schema<?> schema) {
    Forms forms = request.getAnnotation(Forms.class);
    if (forms != null) {
      join(schema, oneOf(forms));
    }
    for (RecordComponent component : request.getRecordComponents()) {
      OneOf words = component.getAnnotation(OneOf.class);
      if (words != null && words.family().length == 1) {
        ofNames(component.getName(), words.family()[0], schema);
      }
    }
  }

  private static Schema<?> oneOf(Forms forms) {
    Set<String> all = new LinkedHashSet<>();
    for (Forms.Form form : forms.value()) {
      all.addAll(members(form));
    }
    List<Schema<?>> alternatives = new ArrayList<>();
    for (Forms.Form form : forms.value()) {
      Schema<?> alternative = absent(without(all, members(form)));
      for (String member : form.value()) {
        alternative.addProperty(member, new JsonSchema().not(SchemaForms.typed("null")));
      }
      alternative.setRequired(List.of(form.value()));
      alternatives.add(alternative);
    }
    Schema<?> last = alternatives.remove(alternatives.size() - 1);
    for (int i = alternatives.size() - 1; i >= 0; i--) {
      last = part()._if(alternatives.get(i))._else(last);
    }
    return last;
  }

  private static Collection<String> members(Forms.Form form) {
    List<String> members = new ArrayList<>(List.of(form.value()));
    members.addAll(Arrays.asList(form.maybe()));
    return members;
  }

  private static void ofNames(String tag, Family family, Schema<?> schema) {
    Map<Collection<String>, List<String>> names = new LinkedHashMap<>();
    Set<String> all = new LinkedHashSet<>();
    for (String name : family.names()) {
      Collection<String> parameters = family.parameters(name);
      names.computeIfAbsent(List.copyOf(parameters), own -> new ArrayList<>()).add(name);
      all.addAll(parameters);
    }
    if (all.isEmpty()) {
      return;
    }
    Schema<?> rest = part();
    for (Map.Entry<Collection<String>, List<String>> alike : names.entrySet()) {
      Schema<?> named = SchemaForms.typed("string");
      SchemaNotes.setEnum(named, alike.getValue());
      rest =
          part()
              ._if(part().addProperty(tag, named))
              .then(absent(without(all, alike.getKey())))
              ._else(rest);
    }
    join(schema, rest);
  }

  private static Set<String> without(Set<String> all, Collection<String> some) {
    Set<String> others = new LinkedHashSet<>(all);
    others.removeAll(some);
    return others;
  }

  private static Schema<?> absent(Collection<String> names) {
    Schema<?> none = part();
    names.forEach(name -> none.addProperty(name, SchemaForms.typed("null")));
    return none;
  }

  /**
   * A schema for a part of a request. It allows other members explicitly, since some validators
   * otherwise treat every schema with members as complete.
   */
  private static Schema<?> part() {
    Schema<?> part = new JsonSchema();
    part.setAdditionalProperties(true);
    return part;
  }

  /** Adds a condition to those that the schema has; all must hold. */
  private static void join(Schema<?> schema, Schema<?> condition) {
    if (schema.getIf() == null) {
      schema._if(condition.getIf()).then(condition.getThen())._else(condition.getElse());
    } else {
      Schema<?> before = part();
      before._if(schema.getIf()).then(schema.getThen())._else(schema.getElse());
      schema._if(before).then(condition)._else(new JsonSchema().not(new JsonSchema()));
    }
  }
}
