package dev.gradtrace.web.networks;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.contract.json.PlainValues;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.keras.KerasImport;
import dev.gradtrace.interchange.onnx.OnnxImport;
import dev.gradtrace.web.media.BodyTooLarge;
import dev.gradtrace.web.media.ModelBody;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/** Networks that other tools have written. */
@Tag(name = Tags.LOOK)
@RestController
@RequestMapping(path = NetworkImportsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
record NetworkImportsController(Limits limits) {

  static final String PATH = "/v1/networks/import";

  /** One operation in three forms. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @Operation(
      operationId = "importNetwork",
      summary = "Read a network of Keras or ONNX",
      description =
          "application/json: what model.to_json() or get_config() of Keras 2 or 3 give of Dense layers in a row. "
              + "application/octet-stream: an ONNX model of a multilayer perceptron, with its weights and biases. "
              + "multipart/form-data: either of them as file. "
              + "What is not supported is named: by its place in the configuration, or its node in the graph.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema =
                        @Schema(
                            types = {"object", "array", "string"},
                            description = "A configuration of Keras, or a string that holds one.")),
                @Content(
                    mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                    schema = @Schema(type = "string", format = "binary")),
                @Content(
                    mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                    schemaProperties =
                        @SchemaProperty(
                            name = "file",
                            schema = @Schema(type = "string", format = "binary")))
              }))
  private @interface Importing {}

  @Importing
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ImportedNetworkView keras(
      @org.springframework.web.bind.annotation.RequestBody Body<JsonNode> body) {
    return view(body.to(NetworkImportsController::keras));
  }

  @Importing
  @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ImportedNetworkView onnx(@org.springframework.web.bind.annotation.RequestBody ModelBody body) {
    return view(onnx(body.bytes()));
  }

  @Importing
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ImportedNetworkView file(@RequestParam MultipartFile file) throws IOException {
    long most = limits.jsonBody().toBytes();
    if (file.getSize() > most) {
      throw new BodyTooLarge(most);
    }
    byte[] bytes = file.getBytes();
    return view(
        isJson(bytes)
            ? BodyReader.readTree(bytes).to(NetworkImportsController::keras)
            : onnx(bytes));
  }

  /**
   * Whether a file begins as JSON does, or with a byte order mark. No model begins so: these bytes
   * are tags of no field it has, but for that of its domain, which follows its version.
   */
  private static boolean isJson(byte[] bytes) {
    return bytes.length > 0 && "{[\" \t\r\n\u00ef".indexOf(bytes[0] & 0xff) >= 0;
  }

  private ImportedNetwork onnx(byte[] bytes) {
    return OnnxImport.read(bytes, limits.answerNumbers());
  }

  /** Reads a configuration, also one inside a string, as {@code to_json()} gives it. */
  private static ImportedNetwork keras(JsonNode json) {
    if (!json.isString()) {
      return KerasImport.read(PlainValues.of(json));
    }
    return BodyReader.readTree(json.asString().getBytes(StandardCharsets.UTF_8))
        .to(config -> KerasImport.read(PlainValues.of(config)));
  }

  private ImportedNetworkView view(ImportedNetwork imported) {
    return ImportedNetworkView.of(imported, limits);
  }
}
