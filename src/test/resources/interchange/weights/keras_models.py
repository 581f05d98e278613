"""Writes models of Keras with their weights, and what Keras predicts: python keras_models.py keras, or tf_keras.

pip install keras h5py tensorflow-cpu tf_keras
"""

import importlib
import io
import json
import os
import sys
import tempfile
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"

import h5py
import numpy

tool = sys.argv[1]
keras = importlib.import_module(tool)
layers = keras.layers
major = keras.__version__.split(".")[0]
random = numpy.random.default_rng(7)
inputs = random.normal(size=(5, 4)).round(3)

ACTIVATIONS = ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "exponential"]


def activations():
    return chain([layers.LeakyReLU(), layers.ELU(0.7), layers.ReLU(negative_slope=0.1)], ACTIVATIONS)


def exact():
    """All but those of which Keras on TensorFlow rounds a constant to 32 bits: √2, slopes that do not have so few."""
    rounded = ("gelu", "leaky_relu")
    slope = {"negative_slope" if major == "3" else "alpha": 0.0625}
    return chain([layers.LeakyReLU(**slope), layers.ELU(0.7)], [name for name in ACTIVATIONS if name not in rounded])


def chain(own, names):
    chain = [layers.Dense(3, activation=name) for name in names]
    for layer in own:
        chain += [layers.Dense(3, use_bias=len(chain) % 4 == 0), layer]
    return keras.Sequential([keras.Input((4,)), *chain, layers.Dense(2), layers.Softmax()])


def norms():
    """Batch norm before σ, layer norm behind it, one frozen, one without γ, dropout; scaled inputs."""
    adapted = layers.Normalization(axis=-1)
    adapted.adapt(random.normal(2, 3, size=(50, 4)))
    return keras.Sequential([
        keras.Input((4,)),
        layers.Rescaling(2.0, offset=-1.0),
        adapted,
        layers.Dense(6, name="odd_name"),
        layers.BatchNormalization(momentum=0.9, epsilon=0.01),
        layers.Activation("tanh"),
        layers.Dropout(0.25),
        layers.Dense(5, "relu", use_bias=False),
        layers.BatchNormalization(scale=False, trainable=False),
        layers.Dense(5),
        layers.LayerNormalization(epsilon=1e-5),
        layers.Activation("gelu"),
        layers.Dense(3, "softmax"),
    ])


def residual():
    """Skips, one scaled, models inside models."""
    given = keras.Input((4,))
    x = layers.Dense(6, "tanh")(given)
    inner = keras.Sequential([
        keras.Input((6,)),
        layers.Dense(7, "relu"),
        layers.BatchNormalization(trainable=False),
        keras.Sequential([keras.Input((7,)), layers.Dense(6), layers.BatchNormalization()]),
    ])
    x = layers.Add()([x, inner(x)])
    branch = layers.Dense(6, "elu")(layers.LayerNormalization()(x))
    x = layers.Add()([x, layers.Rescaling(0.5)(branch)])
    return keras.Model(given, layers.Dense(2)(x))


def factors():
    """Factors and terms between layers, on either side of a constant, before an activation, at the end of a branch."""
    given = keras.Input((4,))
    x = 1.0 - layers.Dropout(0.1)(layers.Dense(6, "sigmoid")(given * 2.0 - 1.0)) / 4.0
    x = layers.Activation("tanh")(layers.Dense(6)(-x) * 0.5 + 0.25)
    x = layers.Dense(6)(layers.BatchNormalization()(x) * 0.5)
    x = x + 0.125 * layers.Dense(6, "tanh")(x)
    return keras.Model(given, layers.Rescaling(3.0, offset=0.5)(layers.Dense(2)(x * 0.25)))


def transformer():
    """Blocks that begin with a norm, and one behind them."""
    given = keras.Input((4,))
    x = layers.Dense(6)(given)
    for _ in range(2):
        x = x + layers.Dense(6)(layers.Dense(8, "selu")(layers.LayerNormalization()(x)))
    return keras.Model(given, layers.Dense(2)(layers.LayerNormalization()(x)))


def rms():
    return keras.Sequential([
        keras.Input((4,)), layers.Dense(6, "silu"), layers.RMSNormalization(), layers.Dense(2, "sigmoid")])


def unlike_at_start(model):
    """Weights as after some training, variances above 0."""
    def drawn(layer):
        if hasattr(layer, "layers"):
            for inner in layer.layers:
                drawn(inner)
        elif not isinstance(layer, layers.Normalization):
            weights = [w + 0.2 * random.normal(size=w.shape) for w in layer.get_weights()]
            if isinstance(layer, layers.BatchNormalization):
                weights[-1] = numpy.abs(weights[-1])
            layer.set_weights(weights)

    drawn(model)
    return model


def saved(model, kind):
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model{kind}"
        model.save(path)
        with open(path, "rb") as file:
            return file.read()


@keras.saving.register_keras_serializable("mine")
class Doubled(layers.Layer):
    def call(self, x):
        return 2 * x


class Subclassed(keras.Model):
    def __init__(self, **options):
        super().__init__(**options)
        self.only = layers.Dense(2)

    def call(self, x):
        return self.only(x)


def subclassed():
    model = Subclassed()
    model(inputs)
    return model


def altered(change):
    """A model whose kernel h5py keeps in another way."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model.h5"
        plain().save(path)
        with h5py.File(path, "r+") as file:
            group = file["model_weights/layer"]
            name = group.attrs["weight_names"][0]
            kernel = group[name][:]
            del group[name]
            change(group, name, kernel)
        with open(path, "rb") as file:
            return file.read()


def virtual(group, name, kernel):
    layout = h5py.VirtualLayout(kernel.shape, kernel.dtype)
    layout[:] = h5py.VirtualSource("other.h5", "kernel", kernel.shape)
    group.create_virtual_dataset(name, layout)


def plain(*more):
    return keras.Sequential([keras.Input((4,)), layers.Dense(2, name="layer"), *more])


def weights_alone():
    with tempfile.TemporaryDirectory() as folder:
        plain().save_weights(f"{folder}/model.weights.h5")
        with open(f"{folder}/model.weights.h5", "rb") as file:
            return file.read()


def refused():
    """Files that are refused, and what is said."""
    return {
        "weights_alone.h5": (weights_alone(), "model.save('model.keras')"),
        "lambda.keras": (saved(plain(layers.Lambda(lambda x: 2 * x)), ".keras"), "Lambda is not supported; it is Python"),
        "custom.keras": (saved(plain(Doubled()), ".keras"), "Doubled is not supported; it is Python"),
        "custom.h5": (saved(plain(Doubled()), ".h5"), "Doubled is not supported; it is Python"),
        "subclassed.keras": (saved(subclassed(), ".keras"), "Subclassed is no model of layers"),
        "external_link.h5": (
            altered(lambda g, n, k: g.__setitem__(n, h5py.ExternalLink("/etc/passwd", "x"))), "another file"),
        "soft_link.h5": (altered(lambda g, n, k: g.__setitem__(n, h5py.SoftLink("/x"))), "link to another name"),
        "external_storage.h5": (
            altered(lambda g, n, k: g.create_dataset(n, k.shape, k.dtype, external="/etc/passwd")), "another file"),
        "virtual.h5": (altered(virtual), "virtual dataset"),
        "chunked.h5": (altered(lambda g, n, k: g.create_dataset(n, data=k, chunks=(2, 2))), "chunked or compressed"),
        "compressed.h5": (
            altered(lambda g, n, k: g.create_dataset(n, data=k, compression="gzip")), "chunked or compressed"),
        "whole_numbers.h5": (altered(lambda g, n, k: g.create_dataset(n, data=k.astype("int32"))), "floating point"),
        "transposed.h5": (altered(lambda g, n, k: g.create_dataset(n, data=k.T)), "shape [2, 4]"),
        "missing.h5": (altered(lambda g, n, k: None), "has no kernel"),
        "not_finite.h5": (altered(lambda g, n, k: g.create_dataset(n, data=k * numpy.nan)), "not finite"),
    }


kind = ".keras" if major == "3" else ".h5"
models = [("activations", activations, "float32", kind), ("exact", exact, "float64", kind)]
models += [("norms", norms, "float32", ".keras"), ("norms", norms, "float32", ".h5")]
models += [("residual", residual, "float64", ".keras"), ("residual", residual, "float64", ".h5")]
models += [("exact_factors", factors, "float64", kind), ("exact_transformer", transformer, "float64", kind)]
if major == "3":
    models += [("plain", plain, "float64", ".h5"), ("rms", rms, "float32", ".keras")]
    models += [("halves", rms, "bfloat16", ".keras"), ("halves", rms, "float16", ".h5")]
answers = {"tool": f"{tool} {keras.__version__}", "inputs": inputs.tolist(), "outputs": {}, "refused": {}}
with zipfile.ZipFile(f"{tool}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, build, floats, kind in models:
        keras.backend.clear_session()
        keras.backend.set_floatx(floats)
        model = unlike_at_start(build())
        answers["outputs"][name + kind] = numpy.asarray(model.predict(inputs, verbose=0)).astype("float64").tolist()
        archive.writestr(zipfile.ZipInfo(name + kind), saved(model, kind), zipfile.ZIP_DEFLATED)
    keras.backend.set_floatx("float32")
    for name, (content, told) in (refused() if major == "3" else {}).items():
        answers["refused"][name] = told
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
with open(f"{tool}.json", "w") as file:
    json.dump(answers, file, indent=1)
    file.write("\n")
