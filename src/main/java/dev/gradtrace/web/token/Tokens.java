package dev.gradtrace.web.token;

import dev.gradtrace.access.Caller;
import dev.gradtrace.access.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Callers by the SHA-256 of their tokens. */
final class Tokens {

  /** Most characters of a name. */
  static final int LONGEST_NAME = 200;

  private static final Map<String, Role> ROLES =
      Map.of("read", Role.READ, "write", Role.WRITE, "admin", Role.ADMIN);

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private record Token(byte[] hash, Caller caller) {}

  private final List<Token> tokens;

  private Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * Parses lines of name, role and hash; blank lines and those that begin with {@code #} are
   * ignored.
   *
   * @throws UnusableTokens naming the first invalid line without quoting it
   */
  static Tokens of(List<String> lines) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        Token token = read(line, i + 1);
        if (tokens.stream().anyMatch(known -> Arrays.equals(known.hash, token.hash))) {
          throw fault(i + 1, "has the hash of an earlier line");
        }
        tokens.add(token);
      }
    }
    return new Tokens(List.copyOf(tokens));
  }

  private static Token read(String line, int number) {
    String[] words = line.split("\\s+");
    if (words.length != 3) {
      throw fault(number, "does not have three words: name, role and hash");
    }
    String name = words[0];
    if (!isName(name)) {
      throw fault(number, "has a name of more than 200 characters, or with control characters");
    }
    Role role = ROLES.get(words[1]);
    if (role == null) {
      throw fault(number, "has a role that is not read, write or admin");
    }
    if (!SHA_256.matcher(words[2]).matches()) {
      throw fault(number, "has a hash that is not 64 digits of lower-case hex");
    }
    return new Token(HexFormat.of().parseHex(words[2]), Caller.named(name, role));
  }

  private static UnusableTokens fault(int line, String what) {
    return new UnusableTokens("Line " + line + " " + what);
  }

  /** Whether a text can be a caller's name. */
  static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.chars().noneMatch(Character::isISOControl);
  }

  static @Nullable Role role(String word) {
    return ROLES.get(word);
  }

  int count() {
    return tokens.size();
  }

  /** The holder of a token; null if it is unknown. Takes equally long for every unknown token. */
  @Nullable Caller find(String token) {
    byte[] hash = sha256(token);
    Caller found = null;
    for (Token known : tokens) {
      if (MessageDigest.isEqual(known.hash, hash)) {
        found = known.caller;
      }
    }
    return found;
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
