package dev.gradtrace.web.query;

import dev.gradtrace.contract.Named;
import dev.gradtrace.contract.OneOf;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;

/**
 * A query parameter: its type and what {@link OneOf}, {@link Min}, {@link Max} or else its
 * {@code @Parameter} schema allow.
 *
 * @param declared a parameter of a handler method, or of the constructor of a record that a handler
 *     takes
 */
public record QueryParameter(String name, Parameter declared) {

  /** The annotation of a parameter that has none. */
  private static final io.swagger.v3.oas.annotations.Parameter NOTHING =
      AnnotationUtils.synthesizeAnnotation(io.swagger.v3.oas.annotations.Parameter.class);

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

  /** A number in JSON's syntax. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** Most characters of a number; bounds the time to parse it. */
  private static final int LONGEST_NUMBER = 400;

  /** Whether there can be several values, in repeated parameters or separated by commas. */
  public boolean isList() {
    return declared.getType() == List.class;
  }

  /** The type of a value. */
  public Class<?> type() {
    Class<?> type =
        isList()
            ? (Class<?>)
                ((ParameterizedType) declared.getParameterizedType()).getActualTypeArguments()[0]
            : declared.getType();
    return ClassUtils.resolvePrimitiveIfNecessary(type);
  }

  /** The words that a value can be; empty if any. */
  public List<String> words() {
    OneOf words = declared.getAnnotation(OneOf.class);
    return words == null ? List.of(schema().allowableValues()) : Named.words(words);
  }

  public @Nullable Long least() {
    Min least = declared.getAnnotation(Min.class);
    String noted = schema().minimum();
    return least != null
        ? Long.valueOf(least.value())
        : noted.isEmpty() ? null : Long.valueOf(noted);
  }

  public @Nullable Long most() {
    Max most = declared.getAnnotation(Max.class);
    return most == null ? null : Long.valueOf(most.value());
  }

  /** Most characters of a value; null without a bound. */
  public @Nullable Integer longest() {
    int longest = schema().maxLength();
    return longest == Integer.MAX_VALUE ? null : longest;
  }

  /** Whether the parameter must be given. */
  public boolean isRequired() {
    RequestParam note = declared.getAnnotation(RequestParam.class);
    return note == null
        ? note().required()
        : note.required() && note.defaultValue().equals(ValueConstants.DEFAULT_NONE);
  }

  /** The {@code @Parameter} annotation, or an empty one. */
  public io.swagger.v3.oas.annotations.Parameter note() {
    io.swagger.v3.oas.annotations.Parameter note =
        declared.getAnnotation(io.swagger.v3.oas.annotations.Parameter.class);
    return note == null ? NOTHING : note;
  }

  private Schema schema() {
    return note().schema();
  }

  /** The default of an absent parameter; null if it has none. */
  public @Nullable String otherwise() {
    RequestParam note = declared.getAnnotation(RequestParam.class);
    String value = note == null ? schema().defaultValue() : note.defaultValue();
    return value.isEmpty() || value.equals(ValueConstants.DEFAULT_NONE) ? null : value;
  }

  /** What is wrong with a value; null if nothing. */
  @Nullable String fault(String value) {
    if (value.isEmpty()) {
      return "must not be empty";
    }
    if (type() == Double.class) {
      return numberFault(value);
    }
    if (Number.class.isAssignableFrom(type())) {
      return integerFault(value);
    }
    List<String> words = words();
    return words.isEmpty() || words.contains(value)
        ? null
        : "%s is not known; known are %s".formatted(Named.shorten(value), String.join(", ", words));
  }

  private static @Nullable String numberFault(String value) {
    boolean number = value.length() <= LONGEST_NUMBER && NUMBER.matcher(value).matches();
    return number && Double.isFinite(Double.parseDouble(value))
        ? null
        : "must be a finite number, was " + Named.shorten(value);
  }

  private @Nullable String integerFault(String value) {
    if (value.length() > LONGEST_NUMBER || !INTEGER.matcher(value).matches()) {
      return "must be an integer, was " + Named.shorten(value);
    }
    BigDecimal number = new BigDecimal(value);
    long typeLeast = type() == Integer.class ? Integer.MIN_VALUE : Long.MIN_VALUE;
    long typeMost = type() == Integer.class ? Integer.MAX_VALUE : Long.MAX_VALUE;
    BigDecimal least = BigDecimal.valueOf(least() == null ? typeLeast : least());
    BigDecimal most = BigDecimal.valueOf(most() == null ? typeMost : most());
    if (number.compareTo(least) >= 0 && number.compareTo(most) <= 0) {
      return null;
    }
    String range =
        most() == null && number.compareTo(most) <= 0
            ? "must be at least %s".formatted(least)
            : least() == null
                ? "must be at most %s".formatted(most)
                : "must lie between %s and %s".formatted(least, most);
    return range + ", was " + Named.shorten(value);
  }
}
