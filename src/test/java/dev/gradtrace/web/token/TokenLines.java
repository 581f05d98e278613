package dev.gradtrace.web.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Tokens for tests and the lines of a tokens file for them. */
public final class TokenLines {

  public static final String READER = "token-of-rita";
  public static final String WRITER = "token-of-will";
  public static final String OTHER_WRITER = "token-of-wanda";
  public static final String ADMIN = "token-of-ada";

  /** The hashes were computed by sha256sum. */
  public static final String ALL =
      """
      # name role sha256
      rita read 19f80cbf2d3870e54f8d2efe42f4004c8a945bc595ce1752e5342fed733cd39c
      will write cadcbd3ce0ba6da7f677c138c86a766e3d841763c9a7be87f844e7347b68c7ab
      wanda write 7453e3457ee7ce620bd59f8a708538c17c33d305dfd534568d8728636dafde6f
      ada admin db399cbb0859754964173adbc8acda8fc539c5c6dcf8ecb1680a04ff94749fac
      """;

  private TokenLines() {}

  /** Has a service ask for these tokens, by a file that is written into a folder. */
  public static void require(DynamicPropertyRegistry settings, Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tokens"), ALL);
    settings.add("gradtrace.security.tokens-file", file::toString);
  }
}
