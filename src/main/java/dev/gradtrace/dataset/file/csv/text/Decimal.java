package dev.gradtrace.dataset.file.csv.text;

/** What stands between the whole part of a number and its fraction. */
public enum Decimal {
  POINT('.'),
  COMMA(',');

  private final char character;

  Decimal(char character) {
    this.character = character;
  }

  public char character() {
    return character;
  }

  /** How requests and answers spell it. */
  public String word() {
    return String.valueOf(character);
  }
}
