package dev.gradtrace.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal is small, whatever was sent. */
class FaultsTest {

  private static final String LONG = "x".repeat(1_000_000);

  @Test
  void keepsTheFirstHundred() {
    Faults faults = new Faults();
    for (int i = 0; i < 1000; i++) {
      faults.unless(false, "a/" + i, "is wrong");
      faults.malformed("b/" + i, "is wrong");
      faults.add(new Fault("c", "is wrong", Fault.Kind.MALFORMED));
      faults.part(
          "d",
          () -> {
            throw InvalidSpec.meaningless("e", "is wrong");
          });
    }
    assertThat(faults.areMost()).isTrue();
    assertThat(faults.found()).hasSize(Faults.MOST);
    assertThat(faults.found().get(0).pointer()).isEqualTo("/a/0");
  }

  @Test
  void takesNoMoreThanAHundredFromElsewhere() {
    List<Fault> many =
        Collections.nCopies(100_000, new Fault("a", "is wrong", Fault.Kind.MALFORMED));
    assertThat(new InvalidSpec(many).faults()).hasSize(Faults.MOST);
  }

  @Test
  void showsAtMostTwoHundredCharactersOfAText() {
    Faults faults = new Faults();
    faults.unless(false, "a", "was '%s'", LONG);
    assertThat(faults.found().get(0).detail()).hasSize("was ''".length() + 200).contains("x…'");
    assertThat(InvalidSpec.malformed("a", "was %s", LONG).getMessage()).hasSizeLessThan(300);
  }

  @Test
  void showsTheFirstOfManyElements() {
    List<Integer> dims = IntStream.range(1_000, 2_000_000).boxed().toList();
    String detail = InvalidSpec.malformed("", "has dimensions %s", dims).faults().get(0).detail();
    assertThat(detail)
        .startsWith("has dimensions [1000, 1001,")
        .endsWith(", …]")
        .hasSizeLessThan(250);
    assertThat(InvalidSpec.malformed("", "has %s", List.of(1, 2)).faults().get(0).detail())
        .isEqualTo("has [1, 2]");
  }

  @Test
  void listsAllThatIsKnownHere() {
    List<String> names = Collections.nCopies(60, "a name");
    assertThat(
            InvalidSpec.malformed("", "known are %s", new Faults.Known(names))
                .faults()
                .get(0)
                .detail())
        .hasSize("known are ".length() + 60 * 8 - 2);
  }

  @Test
  void shortensPointersAndDetailsThatWerePutTogether() {
    Fault fault = new Fault(LONG, LONG, Fault.Kind.MALFORMED).within(LONG);
    assertThat(fault.pointer()).hasSizeLessThanOrEqualTo(300).startsWith("/xxx").endsWith("…");
    assertThat(fault.detail()).hasSizeLessThanOrEqualTo(1000).endsWith("…");
  }

  @Test
  void cutsNoCharacterInHalf() {
    String faces = "\ud83d\ude00".repeat(500);
    for (String text : List.of(faces, "x" + faces)) {
      String shortened = Fault.shorten(text);
      assertThat(shortened).hasSizeLessThanOrEqualTo(200).endsWith("\ud83d\ude00…");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "\u001b[2J", "a\u0000", "a\u0085b", "a\u2028b", "\t", " ", ""})
  void knowsWhatIsNoName(String text) {
    assertThat(GivenName.fault(text)).isNotNull();
    assertThat(GivenName.fault("a".repeat(201))).contains("1 to 200", "201");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "=1+1", "Größe in µm", "<script>", "\ud83d\ude00", "a\u00a0b"})
  void knowsWhatIsAName(String text) {
    assertThat(GivenName.fault(text)).isNull();
    assertThat(GivenName.fault("a".repeat(200))).isNull();
  }
}
