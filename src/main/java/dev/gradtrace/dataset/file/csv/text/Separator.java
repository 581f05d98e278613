package dev.gradtrace.dataset.file.csv.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What lies between the cells of a row. */
public enum Separator {
  COMMA(',', ","),
  SEMICOLON(';', ";"),
  TAB('\t', "tab"),
  PIPE('|', "|"),
  /** Blanks, spaces or tabs, one or several; those at the ends of a line separate nothing. */
  SPACE(' ', "space");

  private final char character;
  private final String word;

  Separator(char character, String word) {
    this.character = character;
    this.word = word;
  }

  /** The character; {@link #SPACE} stands for any number of blanks. */
  public char character() {
    return character;
  }

  /** How requests and answers spell it. */
  public String word() {
    return word;
  }

  /** The separator that is that character; null if there is none. */
  public static @Nullable Separator of(char character) {
    return Arrays.stream(values())
        .filter(one -> one.character == character)
        .findFirst()
        .orElse(null);
  }
}
