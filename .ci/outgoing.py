#!/usr/bin/env python3
"""Has a real MLflow server take runs and its client read them, and the library of Standard Webhooks verify news.

usage: outgoing.py JAR    with the jar of the service; what it needs of PyPI goes into a folder of its own
"""

import base64
import http.server
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import urllib.request
from pathlib import Path

from service import free_port, process, service
from tools import have_tools

PACKAGES = ["mlflow==3.17.2", "standardwebhooks==1.1.0"]
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
SETTINGS = {"GRADTRACE_OUTGOING_ALLOWED": "127.0.0.1", "GRADTRACE_OUTGOING_SECRET": SECRET}

DIGITS = {
    "name": "digits, written",
    "network": {
        "inputs": 64,
        "layers": [{"units": 30, "activation": "sigmoid", "repeat": 3}, {"units": 10, "activation": "sigmoid"}],
    },
    "cost": "binary_cross_entropy",
    "dataset": {"id": "digits"},
    "validationFraction": 0.2,
    "optimizer": {"name": "sgd", "learningRate": 0.1, "momentum": 0.9},
    "learningRateSchedule": {"name": "cosine", "warmupSteps": 10},
    "l2": 0.5,
    "epochs": 4,
    "batchSize": 20,
    "seed": 3,
}
DIVERGING = {
    **DIGITS,
    "name": None,
    "network": {"inputs": 64, "layers": [{"units": 20, "activation": "linear", "repeat": 3}]
                + [{"units": 10, "activation": "linear"}]},
    "cost": "quadratic",
    "optimizer": {"name": "sgd", "learningRate": 1e5},
}
OBSERVED = {
    "network": {"inputs": 2, "layers": [{"units": 1, "activation": "sigmoid"}]},
    "cost": "quadratic",
    "batch": {"inputs": [[0, 1], [1, 1]], "targets": [[1], [0]]},
}


def main(jar):
    have_tools(PACKAGES, "target/tools-mlflow")
    with tempfile.TemporaryDirectory() as folder, mlflow_server(folder) as tracking:
        with service(jar, folder + "/home", **SETTINGS) as address:
            compare(address, tracking)


def mlflow_server(folder):
    return Tracking(folder)


class Tracking:
    """An MLflow server that keeps its data in a folder."""

    def __init__(self, folder):
        self.address = f"http://127.0.0.1:{free_port()}"
        store = ["--backend-store-uri", f"sqlite:///{folder}/mlflow.db", "--artifacts-destination", f"{folder}/files"]
        port = self.address.split(":")[-1]
        command = [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", port, "--workers", "1"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
        self.running = process([*command, *store], f"{self.address}/health", **quiet)

    def __enter__(self):
        self.running.__enter__()
        return self.address

    def __exit__(self, *failure):
        return self.running.__exit__(*failure)


def ask(url, body=None, method=None, accept="application/json"):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "Accept": accept}
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method)) as answer:
        return answer.read()


def read(url, body=None, method=None):
    return json.loads(ask(url, body, method))


def compare(base, tracking):
    os.environ["MLFLOW_TRACKING_URI"] = tracking
    receiver = Receiver()
    numbers = 0
    for body, status in [(DIGITS, "FINISHED"), (DIVERGING, "FAILED")]:
        told = {"notify": {"url": receiver.address, "events": ["finished", "failed"]}}
        job = read(f"{base}/v1/training-jobs", {**body, **told})
        receiver.verify(job["id"])
        numbers += written(base, tracking, job["links"]["self"], status)
    run = read(f"{base}/v1/observed-runs", OBSERVED)["links"]["self"]
    for step, weight in enumerate([0.5, 0.25, 0.125]):
        parameters = [{"weights": [[weight, -weight]], "biases": [0.1]}]
        read(f"{base}{run}/steps/{step}", {"parameters": parameters}, "PUT")
    numbers += written(base, tracking, run, "RUNNING")
    print(f"MLflow has three runs as they were recorded, {numbers} numbers to the last bit; Standard Webhooks verifies")


def written(base, tracking, path, status):
    """Writes a run to MLflow and reads it back: how many numbers are the same."""
    from mlflow import MlflowClient
    from mlflow.artifacts import download_artifacts

    created = read(f"{base}{path}/mlflow-runs", {"trackingUri": tracking, "experiment": "gradtrace, tried"})
    client = MlflowClient(tracking)
    run, job = client.get_run(created["runId"]), read(f"{base}{path}")
    experiment = client.get_experiment_by_name("gradtrace, tried").experiment_id
    assert created["url"] == f"{tracking}/#/experiments/{experiment}/runs/{created['runId']}", created
    assert run.info.status == status, run.info.status
    assert run.info.run_name == (job["name"] or job["id"])
    assert run.data.tags["gradtrace.path"] == path and run.data.tags["gradtrace.status"] == job["status"]
    assert run.info.start_time == millis(job["startedAt"]), job["startedAt"]
    assert run.info.end_time == (millis(job["finishedAt"]) if job["finishedAt"] else None)
    assert run.data.params == parameters(job["spec"]), (run.data.params, parameters(job["spec"]))
    compare_files(base, path, job, lambda name: Path(download_artifacts(run_id=created["runId"], artifact_path=name)))
    expected = metrics(read(f"{base}{path}/loss-curve"), read(f"{base}{path}/gradient-trace"))
    assert set(run.data.metrics) == set(expected), set(run.data.metrics) ^ set(expected)
    for key, history in expected.items():
        kept = [(point.step, point.value) for point in client.get_metric_history(created["runId"], key)]
        same = [(step, None if value != value or abs(value) > 1.7e308 else value) for step, value in sorted(kept)]
        assert same == sorted(history), (key, same[:3], history[:3])
    return sum(len(history) for history in expected.values())


def millis(time):
    from datetime import datetime

    return round(datetime.fromisoformat(time).timestamp() * 1000)


def compare_files(base, path, job, file):
    assert json.loads(file("gradtrace/spec.json").read_text()) == job["spec"]
    assert file("gradtrace/gradient-trace.csv").read_bytes() == ask(f"{base}{path}/gradient-trace", accept="text/csv")
    assert json.loads(file("gradtrace/diagnosis.json").read_text()) == read(f"{base}{path}/diagnosis")


def parameters(spec):
    """What MLflow must have of a specification, as texts."""
    layers = spec["network"]["layers"]
    names = list(dict.fromkeys(layer["activation"] for layer in layers))
    widths = [str(spec["network"]["inputs"])]
    for layer in layers:
        width = str(layer["units"])
        if len(widths) > 1 and widths[-1].split("×")[0] == width:
            widths[-1] = f"{width}×{int((widths[-1].split('×') + ['1'])[1]) + 1}"
        else:
            widths.append(width)
    given = {
        "network": "-".join(widths),
        "depth": len(layers),
        "parameterCount": spec["network"]["parameterCount"],
        "activation": ", ".join(names),
        "optimizer": spec["optimizer"]["name"],
        "learningRate": spec["optimizer"].get("learningRate", 0.0),
        "learningRateSchedule": spec["learningRateSchedule"]["name"],
        "warmupSteps": spec["learningRateSchedule"]["warmupSteps"],
        "classWeights": "none",
        "maxNorm": "none",
        "gradientClipValue": "none",
        "gradientClipNorm": "none",
        "gradientClipScope": "global",
        "dropLastBatch": str(spec["dropLastBatch"]).lower(),
        "dataset": spec["dataset"].get("id", "inline"),
    }
    same = ["cost", "l2", "l1", "batchSize", "epochs", "scaling", "targetScaling", "seed"]
    texts = {key: str(value) for key, value in {**given, **{key: spec[key] for key in same}}.items()}
    texts["learningRate"] = java(given["learningRate"])
    return texts


def java(number):
    """A number as Java writes it."""
    return f"{number:.1E}".replace("E+0", "E") if number >= 1e7 else str(float(number))


def metrics(curve, trace):
    """Steps and numbers by name, None for one that was lost."""
    batches, epochs = curve["batches"], curve["epochs"]
    found = {"loss/batch": list(zip(batches["step"], batches["loss"], strict=True))}
    columns = {
        "loss/training": "trainingLoss",
        "loss/validation": "validationLoss",
        "loss/mean_batch": "meanBatchLoss",
        "accuracy/training": "trainingAccuracy",
        "accuracy/validation": "validationAccuracy",
    }
    for key, column in columns.items():
        if column in epochs and any(value is not None for value in epochs[column]):
            found[key] = list(zip(epochs["step"], epochs[column], strict=True))
    series = {f"flow/{name}": values for name, values in trace["flow"].items() if name in FLOW}
    for layer in trace["layers"]:
        for metric, values in layer["metrics"].items():
            series[f"{metric}/layer_{layer['layer']:03}"] = values
    for key, values in series.items():
        points = zip(trace["step"], values, trace["loss"], strict=True)
        told = [(step, value) for step, value, loss in points if value is not None or loss is None]
        if any(value is not None for value in values):
            found[key] = told
    return found


FLOW = ("slopePerLayer", "costGradientLog10", "noiseScale")


class Receiver:
    """A server that is told the news, and believes what the library of Standard Webhooks verifies."""

    def __init__(self):
        came = self.came = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                came.put((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *words):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{server.server_port}/news"
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def verify(self, job):
        from standardwebhooks import Webhook, WebhookVerificationError

        headers, body = self.came.get(timeout=120)
        message = Webhook(SECRET).verify(body, headers)
        assert message["data"]["id"] == job, message
        try:
            Webhook(SECRET).verify(body + b" ", headers)
        except WebhookVerificationError:
            return
        raise AssertionError("a changed body is verified")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
