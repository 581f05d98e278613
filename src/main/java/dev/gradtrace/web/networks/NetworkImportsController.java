package dev.gradtrace.web.networks;

import dev.gradtrace.contract.Limits;
import dev.gradtrace.contract.json.Body;
import dev.gradtrace.contract.json.BodyReader;
import dev.gradtrace.contract.json.PlainValues;
import dev.gradtrace.interchange.FileKind;
import dev.gradtrace.interchange.ImportedNetwork;
import dev.gradtrace.interchange.keras.KerasImport;
import dev.gradtrace.interchange.onnx.OnnxImport;
import dev.gradtrace.interchange.safetensors.SafetensorsImport;
import dev.gradtrace.web.media.ModelBody;
import dev.gradtrace.web.operation.Tags;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import tools.jackson.databind.JsonNode;

/** Imports networks from files of other tools. */
@Tag(name = Tags.LOOK)
@RestController
@RequestMapping(path = NetworkImportsController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
record NetworkImportsController(Limits limits) {

  static final String PATH = "/v1/networks/import";

  @Operation(
      operationId = "importNetwork",
      summary = "Read a network of Keras",
      description =
          "What model.to_json() or get_config() of Keras 2 or 3 give of Dense layers in a row, with normalisations, Dropout and skips by Add between them, as JSON or as a string that holds it, "
              + "also inside the attributes of an .h5 file or a model.json of TensorFlow.js. "
              + "What is not supported is named by its place in the configuration.")
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ImportedNetworkView keras(
      @ParameterObject ImportQuery query,
      @org.springframework.web.bind.annotation.RequestBody Body<JsonNode> body) {
    query.requireNothing();
    return view(body.to(NetworkImportsController::keras));
  }

  /**
   * The same for a body without multipart; hidden from the OpenAPI document, where {@link #file}
   * stands for it.
   */
  @Operation(hidden = true)
  @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  ImportedNetworkView bytes(
      ImportQuery query, @org.springframework.web.bind.annotation.RequestBody ModelBody body) {
    return view(read(body.bytes(), Map.of(), query));
  }

  /**
   * The same at the path for configurations; hidden from the OpenAPI document, where {@link #file}
   * stands for it.
   */
  @Operation(hidden = true)
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ImportedNetworkView fileHere(ImportQuery query, MultipartHttpServletRequest parts)
      throws IOException, MissingServletRequestPartException {
    return file(query, parts);
  }

  @Operation(
      operationId = "importNetworkFile",
      summary = "Read a network from a file of ONNX, Keras or safetensors",
      description =
          "An ONNX model of a multilayer perceptron, a model of Keras (.keras, or .h5 of Keras 2 and 3), with weights, biases, normalisations and skips, a configuration of Keras (.json), "
              + "or the state of PyTorch's modules as safetensors, which is read as a chain; the kind is found by the first bytes. "
              + "Where an ONNX model keeps weights in files beside it (model.onnx.data), these are sent as data. "
              + "What is not supported is named by its node in the graph, its place in the configuration, or its tensor.",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                      schema = @Schema(implementation = ModelUpload.class))))
  @PostMapping(path = "/file", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ImportedNetworkView file(
      @ParameterObject ImportQuery query,
      @Parameter(hidden = true) MultipartHttpServletRequest parts)
      throws IOException, MissingServletRequestPartException {
    ModelUpload upload = ModelUpload.of(parts, limits.jsonBody().toBytes());
    return view(read(upload.file().getBytes(), upload.contents(), query));
  }

  private ImportedNetwork read(byte[] model, Map<String, byte[]> data, ImportQuery query) {
    FileKind kind = FileKind.of(model).orElse(null);
    long most = limits.answerNumbers();
    if (kind == FileKind.SAFETENSORS) {
      return SafetensorsImport.read(model, query.toSpec(), NetworkImportsController::parsed, most);
    }
    ImportedNetwork network = read(model, data, kind, most);
    query.requireNothing();
    return network;
  }

  private static ImportedNetwork read(
      byte[] model, Map<String, byte[]> data, @Nullable FileKind kind, long most) {
    if (kind == FileKind.KERAS) {
      return KerasImport.readArchive(model, NetworkImportsController::parsed, most);
    }
    if (kind == FileKind.HDF5) {
      return KerasImport.readHdf5(model, NetworkImportsController::parsed, most);
    }
    return kind == FileKind.JSON
        ? BodyReader.readTree(model).to(NetworkImportsController::keras)
        : OnnxImport.read(model, data, most);
  }

  /** Reads a configuration, which may also be inside a string, as from {@code to_json()}. */
  private static ImportedNetwork keras(JsonNode json) {
    return KerasImport.read(
        PlainValues.of(json), text -> parsed(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static @Nullable Object parsed(byte[] json) {
    return BodyReader.readTree(json).to(PlainValues::of);
  }

  private ImportedNetworkView view(ImportedNetwork imported) {
    return ImportedNetworkView.of(imported, limits);
  }
}
