package dev.gradtrace.dataset.file.csv.text;

/** Decimal marks. */
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

  /** Its spelling in requests and responses. */
  public String word() {
    return String.valueOf(character);
  }
}
