package dev.gradtrace.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.contract.Family;
import dev.gradtrace.contract.Forms;
import dev.gradtrace.contract.Forms.Form;
import dev.gradtrace.contract.OneOf;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  @Forms({
    @Form("id"),
    @Form(
        value = {"inputs", "labels"},
        maybe = "classes"),
    @Form("inputs")
  })
  record Formed(Object id, Object inputs, Object labels, Object classes, Object name) {}

  record Optimized(@OneOf(family = Family.OPTIMIZER) String name, Object other) {}

  record Plain(String name, @OneOf(family = Family.METRIC) String metric) {}

  /** Every set of members is a form or is not, whatever stands beside it. */
  @Test
  void allowsExactlyTheForms() {
    Schema<?> schema = of(Formed.class);
    List<List<String>> forms =
        List.of(
            List.of("id"),
            List.of("inputs", "labels"),
            List.of("inputs", "labels", "classes"),
            List.of("inputs"));
    List<String> members = List.of("id", "inputs", "labels", "classes");
    for (int chosen = 0; chosen < 1 << members.size(); chosen++) {
      Map<String, Object> request = new HashMap<>();
      List<String> named = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        boolean given = (chosen >> i & 1) == 1;
        if (given) {
          named.add(members.get(i));
        }
        request.put(members.get(i), given ? "value" : null);
      }
      assertThat(fits(request, schema)).as("%s", named).isEqualTo(forms.contains(named));
      request.values().removeIf(value -> value == null);
      assertThat(fits(request, schema)).as("only %s", named).isEqualTo(forms.contains(named));
      request.put("name", "beside");
      assertThat(fits(request, schema)).as("%s, name", named).isEqualTo(forms.contains(named));
    }
  }

  @Test
  void allowsWithANameWhatIsAParameterOfIt() {
    Schema<?> schema = of(Optimized.class);
    List<String> all =
        Family.OPTIMIZER.names().stream()
            .flatMap(name -> Family.OPTIMIZER.parameters(name).stream())
            .distinct()
            .toList();
    assertThat(all).contains("momentum", "rho", "weightDecay");
    for (String name : Family.OPTIMIZER.names()) {
      for (String parameter : all) {
        assertThat(fits(request("name", name, parameter, 1), schema))
            .as("%s of %s", parameter, name)
            .isEqualTo(Family.OPTIMIZER.parameters(name).contains(parameter));
        assertThat(fits(request("name", name, parameter, null), schema)).isTrue();
      }
      assertThat(fits(request("name", name, "other", 1), schema)).isTrue();
    }
  }

  @Test
  void saysNothingWhereNothingExcludesAnything() {
    Schema<?> schema = of(Plain.class);
    assertThat(schema.getIf()).isNull();
    assertThat(schema.getThen()).isNull();
    assertThat(schema.getElse()).isNull();
  }

  private static Schema<?> of(Class<?> request) {
    Schema<?> schema = new JsonSchema();
    Conditions.apply(request, schema);
    return schema;
  }

  private static Map<String, Object> request(
      String name, Object value, String other, @Nullable Object beside) {
    Map<String, Object> request = new HashMap<>(Map.of(name, value));
    request.put(other, beside);
    return request;
  }

  /** The part of JSON Schema that conditions are written in. */
  private static boolean fits(Object value, @Nullable Schema<?> schema) {
    if (schema == null) {
      return true;
    }
    if (schema.getTypes() != null && schema.getTypes().contains("null") && value != null) {
      return false;
    }
    if (schema.getEnum() != null && !schema.getEnum().contains(value)) {
      return false;
    }
    if (schema.getNot() != null && fits(value, schema.getNot())) {
      return false;
    }
    return membersFit(value, schema)
        && (schema.getIf() == null
            || fits(value, fits(value, schema.getIf()) ? schema.getThen() : schema.getElse()));
  }

  private static boolean membersFit(Object value, Schema<?> schema) {
    if (!(value instanceof Map<?, ?> members)) {
      return true;
    }
    boolean complete =
        schema.getRequired() == null
            || schema.getRequired().stream().allMatch(members::containsKey);
    return complete
        && (schema.getProperties() == null
            || schema.getProperties().entrySet().stream()
                .filter(property -> members.containsKey(property.getKey()))
                .allMatch(property -> fits(members.get(property.getKey()), property.getValue())));
  }
}
