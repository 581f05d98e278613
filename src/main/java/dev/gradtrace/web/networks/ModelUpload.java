package dev.gradtrace.web.networks;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.validation.Excerpt;
import dev.gradtrace.validation.Faults;
import dev.gradtrace.web.media.BodyTooLarge;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

@Schema(name = "ModelUpload", description = "A model, as the tool has written it.")
record ModelUpload(
    @Schema(description = "The file: .onnx, .keras, .h5, .json of Keras, .safetensors.")
        MultipartFile file,
    @Schema(
            description =
                "Files in which an ONNX model keeps its weights, such as model.onnx.data, under the"
                    + " names that they were written with.")
        @Nullable List<MultipartFile> data) {

  /**
   * Names of the part that is the model; a part named {@code model} beside {@code file} is external
   * data.
   */
  private static final List<String> MODEL = List.of("file", "model");

  private static final Set<String> MEMBERS = new TreeSet<>(List.of("file", "model", "data"));

  /**
   * @param most most bytes of all parts together
   */
  static ModelUpload of(MultipartHttpServletRequest parts, long most)
      throws MissingServletRequestPartException {
    Faults faults = new Faults();
    Set<String> unknown = new TreeSet<>(parts.getMultiFileMap().keySet());
    unknown.removeAll(MEMBERS);
    unknown.forEach(
        part -> faults.malformed(part, "is unknown here; known are %s", new Faults.Known(MEMBERS)));
    MODEL.stream()
        .filter(part -> parts.getFiles(part).size() > 1)
        .forEach(
            part ->
                faults.malformed(
                    part, "is given more than once; files beside a model are parts named data"));
    requireOneOfEachName(parts, faults);
    faults.throwIfAny();
    List<MultipartFile> files = new ArrayList<>();
    MODEL.forEach(name -> files.addAll(parts.getFiles(name)));
    if (files.isEmpty()) {
      throw new MissingServletRequestPartException("file");
    }
    files.addAll(parts.getFiles("data"));
    if (files.stream().mapToLong(MultipartFile::getSize).sum() > most) {
      throw new BodyTooLarge(most);
    }
    return new ModelUpload(files.get(0), files.subList(1, files.size()));
  }

  /** Files beside a model are told apart by their names, folders aside. */
  private static void requireOneOfEachName(MultipartHttpServletRequest parts, Faults faults) {
    Set<String> names = new TreeSet<>();
    for (MultipartFile part : parts.getFiles("data")) {
      String name = requireNonNullElse(part.getOriginalFilename(), "");
      if (!names.add(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1))) {
        faults.malformed("data", "has two files named %s", Excerpt.of(name, 80));
      }
    }
  }

  /** The other files by name: external data of the model. */
  Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (MultipartFile part : data == null ? List.<MultipartFile>of() : data) {
      String name = part.getOriginalFilename();
      contents.put(name == null ? "" : name, part.getBytes());
    }
    return contents;
  }
}
