package dev.gradtrace.interchange.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

  @Test
  void numbersAreComparedAsNumbers() {
    List<String> names =
        List.of(
            "",
            "0",
            "00",
            "02.weight",
            "2.weight",
            "010.bias",
            "10.weight",
            "10.weight.1",
            "99999999999999999999",
            "100000000000000000000",
            "body",
            "body.2",
            "body.10",
            "body.10a",
            "head");
    List<String> shuffled = new ArrayList<>(names);
    Collections.reverse(shuffled);
    shuffled.sort(NaturalOrder.NATURAL);
    assertThat(shuffled).isEqualTo(names);
  }

  @Test
  void namesOfMillionsOfDigitsAreCompared() {
    String many = "9".repeat(4_000_000);
    assertThat(NaturalOrder.NATURAL.compare(many + "1", many + "2")).isNegative();
    assertThat(NaturalOrder.NATURAL.compare("0" + many, many)).isNegative();
    assertThat(NaturalOrder.NATURAL.compare(many + "0", many)).isPositive();
  }
}
