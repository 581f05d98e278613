package dev.gradtrace.dataset.file.csv.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Separators of cells. */
public enum Separator {
  COMMA(',', ","),
  SEMICOLON(';', ";"),
  TAB('\t', "tab"),
  PIPE('|', "|"),
  /** One or several spaces or tabs; those at the ends of a line are ignored. */
  SPACE(' ', "space");

  private final char character;
  private final String word;

  Separator(char character, String word) {
    this.character = character;
    this.word = word;
  }

  /** The separating character; {@link #SPACE} stands for any number of blanks. */
  public char character() {
    return character;
  }

  /** Its spelling in requests and responses. */
  public String word() {
    return word;
  }

  /** The separator with a character; null if there is none. */
  public static @Nullable Separator of(char character) {
    return Arrays.stream(values())
        .filter(one -> one.character == character)
        .findFirst()
        .orElse(null);
  }
}
