"""Writes models of Keras 2 as tf2onnx converts them, these in half precision and with weights beside them, and what
ONNX Runtime answers, or Keras where ONNX Runtime does not know an operator that tf2onnx writes.

pip install tensorflow-cpu tf_keras tf2onnx onnx onnxruntime onnxconverter-common
"""

import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy
import onnx
import onnxruntime
import tensorflow
import tf2onnx
import tf_keras
from onnxconverter_common import float16
from tf_keras import layers

random = numpy.random.default_rng(7)
inputs = random.normal(size=(4, 4)).astype("float32").round(2)
cases = []


def trained(model):
    for layer in model.layers:
        weights = [w + 0.3 * random.normal(size=w.shape) for w in layer.get_weights()]
        if isinstance(layer, layers.BatchNormalization):
            weights[-1] = numpy.abs(weights[-1])
        layer.set_weights(weights)
    return model


def sequential():
    return tf_keras.Sequential([
        tf_keras.Input((4,)), layers.Dense(5, use_bias=False), layers.BatchNormalization(), layers.LeakyReLU(0.125),
        layers.Dropout(0.2), layers.Dense(5), layers.ELU(), layers.Dense(3, "softmax")])


def functional():
    x = tf_keras.Input((4,))
    h = layers.Dense(5)(layers.Dense(5, "relu")(x) * 0.5 + 0.25)
    for _ in range(2):
        h = h + layers.Dense(5)(layers.Dense(6, "swish")(layers.LayerNormalization()(h)))
    return tf_keras.Model(x, layers.Dense(2)(layers.LayerNormalization()(h)))


def gelu():
    return tf_keras.Sequential([tf_keras.Input((4,)), layers.Dense(5, "gelu"), layers.Dense(2)])


def shifted():
    return tf_keras.Sequential([
        tf_keras.Input((4,)), layers.Dense(5), layers.Rescaling(0.5, offset=-0.25), layers.Activation("tanh"),
        layers.Dense(5), layers.Rescaling(2.0, offset=1.0), layers.ReLU(),
        layers.Dense(5), layers.ELU(0.5), layers.Dense(2)])


def converted(model):
    signature = [tensorflow.TensorSpec((None, 4), tensorflow.float32, name="x")]
    return tf2onnx.convert.from_keras(model, signature, opset=17)[0]


def runtime(model):
    session = onnxruntime.InferenceSession(model.SerializeToString())
    asked = session.get_inputs()[0]
    given = inputs.astype("float16" if asked.type == "tensor(float16)" else "float32")
    return session.run(None, {asked.name: given})[0]


def case(name, outputs, **more):
    cases.append({
        "name": name, "inputs": inputs.astype(float).tolist(), "outputs": outputs.astype(float).tolist(), **more})


for build in sequential, functional, gelu, shifted:
    tf_keras.backend.clear_session()
    name = build.__name__
    keras = trained(build())
    model = converted(keras)
    onnx.save(model, f"tf2onnx_{name}.onnx")
    case(f"tf2onnx_{name}", keras(inputs).numpy() if build is gelu else runtime(model))
    if build is sequential:
        for kept, called in (True, "half_inside"), (False, "half_all"):
            half = float16.convert_float_to_float16(converted(keras), keep_io_types=kept)
            onnx.save(half, f"{called}.onnx")
            case(called, runtime(half), tolerance=4e-3)
        for number, tensor in enumerate(model.graph.initializer):
            renamed = f"external_each.{number}"
            for node in model.graph.node:
                node.input[:] = [renamed if name == tensor.name else name for name in node.input]
            tensor.name = renamed
        before = set(os.listdir())
        onnx.save_model(
            model, "external_each.onnx", save_as_external_data=True, all_tensors_to_one_file=False, size_threshold=0)
        beside = sorted(set(os.listdir()) - before - {"external_each.onnx"})
        case("external_each", runtime(converted(keras)), data=beside)
with open("converted.json", "w") as file:
    file.write("[\n" + ",\n".join(map(json.dumps, cases)) + "\n]\n")
