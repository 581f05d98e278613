package dev.gradtrace.interchange.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradtrace.interchange.protobuf.Message;
import dev.gradtrace.matrix.Matrix;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ONNX forbids is refused, not read somehow. */
class OnnxValidityTest {

  private static final long MANY = 1000;
  private static final int INT64 = 7;
  private static final String LAYER = "y = MatMul(x, W)";

  @ParameterizedTest
  @CsvSource({"1, no", "6, no", "7, yes", "28, yes", "29, no", "99, no", "-1, no"})
  void readsVersionsOfOperatorsThatItKnows(long opset, String isRead) {
    byte[] model = GraphText.model(GraphText.graph(LAYER), opset);
    if (isRead.equals("yes")) {
      assertThatCode(() -> OnnxImport.read(model, MANY)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> OnnxImport.read(model, MANY))
          .hasMessageContaining("/opset_import has version " + opset);
    }
  }

  @Test
  void refusesAModelWithoutAVersionOfOperators() {
    byte[] model = new Message().put(Onnx.Model.GRAPH, GraphText.graph(LAYER)).toByteArray();
    assertThatThrownBy(() -> OnnxImport.read(model, MANY))
        .hasMessageContaining("/opset_import tells no version");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h = MatMul(x, W)/h = Relu(x)/y = MatMul(h, W) | /graph/node/1 Relu writes h",
        "y = MatMul(x, W)/y = Relu(y)                  | /graph/node/1 Relu writes y",
        "x = MatMul(x, W)/y = Relu(x)                  | /graph/node/0 MatMul writes x",
        "W = Relu(x)/y = MatMul(x, W)                  | /graph/node/0 Relu writes W",
      })
  void refusesAValueThatIsWrittenTwice(String lines, String told) {
    byte[] model = model(GraphText.graph(lines.replace('/', '\n')));
    assertThatThrownBy(() -> OnnxImport.read(model, MANY)).hasMessageContaining(told);
  }

  @Test
  void refusesTwoTensorsOfOneName() {
    Message graph = GraphText.graph(LAYER).put(Onnx.Graph.INITIALIZER, GraphText.matrix("W", 2));
    assertThatThrownBy(() -> OnnxImport.read(model(graph), MANY))
        .hasMessageContaining("/graph/initializer holds two tensors named W");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "y = MatMul(x, I)",
        "y = Gemm(x, I)",
        "y = Gemm(x, W, I)",
        "h = MatMul(x, W)/y = Add(h, I)",
        "t = Transpose(I)/y = MatMul(x, t)",
        "h = MatMul(x, W)/n = LayerNormalization(h, I)/y = MatMul(n, W)",
      })
  void refusesIntegersInAComputation(String lines) {
    assertThatThrownBy(() -> OnnxImport.read(withIntegers(lines), MANY))
        .hasMessageContaining("computes with a tensor of integers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t = Reshape(x, S)/y = MatMul(t, W)",
        "c = Cast(I; to 1)/y = MatMul(x, c)",
      })
  void readsIntegersOfSizesAndThoseThatAreCast(String lines) {
    assertThat(OnnxImport.read(withIntegers(lines), MANY).network().depth()).isEqualTo(1);
  }

  /** The model of these lines with the 1×1 matrix I and the shape S = (−1, 1) of INT64. */
  private static byte[] withIntegers(String lines) {
    Message matrix =
        new Message()
            .put(Onnx.Tensor.NAME, "I")
            .put(Onnx.Tensor.DIMS, 1)
            .put(Onnx.Tensor.DIMS, 1)
            .put(Onnx.Tensor.DATA_TYPE, INT64)
            .putRows(Onnx.Tensor.RAW_DATA, Matrix.ofColumns(1, new double[] {0.5}));
    Message shape =
        new Message()
            .put(Onnx.Tensor.NAME, "S")
            .put(Onnx.Tensor.DIMS, 2)
            .put(Onnx.Tensor.DATA_TYPE, INT64)
            .put(Onnx.Tensor.INT64_DATA, -1)
            .put(Onnx.Tensor.INT64_DATA, 1);
    return model(
        GraphText.graph(lines.replace('/', '\n'))
            .put(Onnx.Graph.INITIALIZER, matrix)
            .put(Onnx.Graph.INITIALIZER, shape));
  }

  @Test
  void refusesTwoFilesOfOneNameAndOtherContent() {
    Map<String, byte[]> files = new LinkedHashMap<>(Map.of("a/w", new byte[] {1}));
    files.put("b/w", new byte[] {2});
    byte[] model = model(GraphText.graph(LAYER));
    assertThatThrownBy(() -> OnnxImport.read(model, files, MANY))
        .hasMessageContaining("/data has two files named w");
    files.put("b/w", new byte[] {1});
    assertThatCode(() -> OnnxImport.read(model, files, MANY)).doesNotThrowAnyException();
  }

  private static byte[] model(Message graph) {
    return GraphText.model(graph, GraphText.OPSET);
  }
}
