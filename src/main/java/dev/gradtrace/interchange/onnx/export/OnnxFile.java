package dev.gradtrace.interchange.onnx.export;

import dev.gradtrace.interchange.Layout;
import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.interchange.onnx.Onnx;
import dev.gradtrace.interchange.protobuf.Message;
import dev.gradtrace.network.Network;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.validation.InvalidSpec;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A network as a model of ONNX: {@code inputs} [batch, n⁰] before scaling, {@code outputs} [batch,
 * nᴸ] in the units of its targets, all in one precision, in standard operators that ONNX Runtime
 * supports in 64 bits.
 *
 * @param scaled the inverse scaling of targets is folded into the output layer if possible
 */
public record OnnxFile(Provenance provenance, ScaledNetwork scaled, Precision precision) {

  /** Leaves 64 MiB of the 2 GiB of a protobuf message for all that is not parameters. */
  private static final long MOST_BYTES_OF_PARAMETERS = Integer.MAX_VALUE - (1L << 26);

  /**
   * @throws InvalidSpec if the network is larger than a model can be, or its parameters overflow in
   *     the precision
   */
  public OnnxFile {
    scaled = scaled.withFoldedTargets();
    Network network = scaled.network();
    InvalidSpec.unless(
        network.spec().parameterCount() * Double.BYTES <= MOST_BYTES_OF_PARAMETERS,
        "format",
        "has no room for %d weights and biases; safetensors has",
        network.spec().parameterCount());
    InvalidSpec.unless(
        precision.hasRoomFor(network),
        "precision",
        "has no room for weights or biases of this network, which are beyond ±3.4e38");
  }

  /** Writes the model. */
  public void writeTo(OutputStream target) throws IOException {
    NetworkSpec spec = scaled.network().spec();
    OnnxGraph graph = new OnnxGraph(precision);
    String outputs = Layout.of(scaled, "inputs", new OnnxLayout(scaled.network(), graph));
    model(graph.finish("inputs", spec.inputs(), outputs, "outputs", spec.outputs()))
        .writeTo(target);
  }

  private Message model(Message graph) {
    Message model =
        new Message()
            .put(Onnx.Model.IR_VERSION, Onnx.IR_VERSION)
            .put(Onnx.Model.PRODUCER_NAME, Provenance.PRODUCER)
            .put(Onnx.Model.PRODUCER_VERSION, provenance.version())
            .put(
                Onnx.Model.OPSET_IMPORT,
                new Message()
                    .put(Onnx.OperatorSetId.DOMAIN, "")
                    .put(Onnx.OperatorSetId.VERSION, Onnx.OPSET));
    provenance
        .entries()
        .forEach(
            (name, value) ->
                model.put(
                    Onnx.Model.METADATA_PROPS,
                    new Message().put(Onnx.Entry.KEY, name).put(Onnx.Entry.VALUE, value)));
    return model.put(Onnx.Model.GRAPH, graph);
  }
}
