package dev.gradtrace.web.datasets;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.contract.Named;
import dev.gradtrace.dataset.file.csv.CellRules;
import dev.gradtrace.dataset.file.csv.ColumnChoice;
import dev.gradtrace.dataset.file.csv.CsvTargets;
import dev.gradtrace.dataset.file.csv.ReadingOptions;
import dev.gradtrace.dataset.file.csv.text.Decimal;
import dev.gradtrace.dataset.file.csv.text.Layout;
import dev.gradtrace.dataset.file.csv.text.Separator;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.validation.InvalidSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of an upload that say how to read its CSV file. */
record ReadingWords(UploadRequest request) {

  /** The word for detecting a property from the file. */
  static final String AUTO = "auto";

  private static final Named<Optional<Separator>> SEPARATORS =
      orAuto("separator", List.of(Separator.values()), Separator::word);

  private static final Named<Optional<Decimal>> DECIMALS =
      orAuto("decimal mark", List.of(Decimal.values()), Decimal::word);

  private static final Named<Optional<Boolean>> HEADERS =
      orAuto("answer", List.of(true, false), String::valueOf);

  private static final Named<CellRules.Missing> MISSING =
      Named.of("treatment", CellRules.Missing.class);

  private static final Named<CellRules.Categorical> CATEGORICAL =
      Named.of("treatment", CellRules.Categorical.class);

  /** Whether a request has any of these fields. */
  static boolean areIn(UploadRequest request) {
    return Stream.of(
            request.targetColumns(),
            request.labelColumn(),
            request.separator(),
            request.decimal(),
            request.header(),
            request.comment(),
            request.columns(),
            request.ignoreColumns(),
            request.missing(),
            request.missingValues(),
            request.categorical())
        .anyMatch(word -> word != null);
  }

  /**
   * The options that the fields stand for.
   *
   * @throws InvalidSpec with all faults
   */
  ReadingOptions options() {
    Faults faults = new Faults();
    Layout layout = layout(faults);
    CsvTargets targets =
        faults.part("", () -> CsvTargets.of(request.targetColumns(), request.labelColumn()));
    ColumnChoice columns =
        faults.part("", () -> ColumnChoice.of(request.columns(), request.ignoreColumns()));
    CellRules cells = cells(faults);
    faults.throwIfAny();
    return new ReadingOptions(
        faults.need(layout), faults.need(targets), faults.need(columns), faults.need(cells));
  }

  private @Nullable Layout layout(Faults faults) {
    Separator separator = unlessAuto("separator", request.separator(), SEPARATORS, faults);
    Decimal decimal = unlessAuto("decimal", request.decimal(), DECIMALS, faults);
    Boolean header = unlessAuto("header", request.header(), HEADERS, faults);
    return faults.part("", () -> new Layout(separator, decimal, header, request.comment()));
  }

  private @Nullable CellRules cells(Faults faults) {
    CellRules.Missing missing = word("missing", request.missing(), MISSING, faults);
    CellRules.Categorical categorical =
        word("categorical", request.categorical(), CATEGORICAL, faults);
    List<String> values = requireNonNullElse(request.missingValues(), List.of());
    return faults.part(
        "",
        () ->
            new CellRules(
                requireNonNullElse(missing, CellRules.Missing.REFUSE),
                values,
                requireNonNullElse(categorical, CellRules.Categorical.REFUSE)));
  }

  /** Names for {@code values}, and {@link #AUTO} for an empty value. */
  private static <T> Named<Optional<T>> orAuto(
      String kind, List<T> values, Function<T, String> spelling) {
    Map<String, Optional<T>> byWord = new LinkedHashMap<>();
    byWord.put(AUTO, Optional.empty());
    values.forEach(value -> byWord.put(spelling.apply(value), Optional.of(value)));
    return new Named<>(kind, byWord);
  }

  private static <T> @Nullable T unlessAuto(
      String member, @Nullable String word, Named<Optional<T>> known, Faults faults) {
    Optional<T> value = word(member, word, known, faults);
    return value == null ? null : value.orElse(null);
  }

  private static <T> @Nullable T word(
      String member, @Nullable String word, Named<T> known, Faults faults) {
    return faults.<String, T>part("", word, given -> known.get(member, given));
  }
}
