package dev.gradtrace.web.steps;

import dev.gradtrace.encoding.UnreadableRecord;
import dev.gradtrace.training.Checkpoint;
import dev.gradtrace.training.CheckpointFormat;
import dev.gradtrace.validation.InvalidSpec;
import java.util.Base64;

/** A checkpoint in base64, which the client keeps between its requests. */
final class StateText {

  private StateText() {}

  static String write(Checkpoint checkpoint) {
    return Base64.getEncoder().encodeToString(CheckpointFormat.write(checkpoint));
  }

  /**
   * @throws InvalidSpec if the text was not written by this release or an earlier one
   */
  static Checkpoint read(String text) {
    try {
      return CheckpointFormat.read(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException | UnreadableRecord e) {
      throw InvalidSpec.meaningless("state", "is not the state of an answer");
    }
  }
}
