"""The client that openapi-generator's `python` makes, through the life of a job."""

import importlib
import pkgutil
import sys
import time

import gradtrace_client as client
from gradtrace_client import (
    ApiException,
    CompareApi,
    DataApi,
    DatasetReference,
    DiagnoseApi,
    ExperimentRequest,
    Factor,
    Generator,
    Layer,
    LookApi,
    Network,
    NewDataset,
    Optimizer,
    PredictionRequest,
    TrainApi,
    TrainingJobRequest,
)

for module in pkgutil.walk_packages(client.__path__, client.__name__ + "."):
    importlib.import_module(module.name)

api = client.ApiClient(client.Configuration(host=sys.argv[1]))
data, train = DataApi(api), TrainApi(api)

made = data.create_dataset(
    NewDataset(name="moons", generator=Generator(name="moons", samples=60, seed=7))
)
assert made.samples == 60
sent = data.upload_dataset(file=("rows.csv", b"a,b,y\n0,1,p\n1,0,q\n1,1,p\n"), label_column="y")
assert sent.samples == 3

request = TrainingJobRequest(
    network=Network(
        inputs=2,
        layers=[Layer(units=4, activation="tanh"), Layer(units=2, activation="softmax")],
    ),
    cost="categorical_cross_entropy",
    dataset=DatasetReference(id=made.id),
    optimizer=Optimizer(name="sgd", learning_rate=0.5),
    epochs=3,
)
job = train.create_training_job(request)
while job.status in ("queued", "running"):
    time.sleep(0.2)
    job = train.get_training_job(job.id)
assert job.status == "succeeded", job

assert train.get_loss_curve(job.id).complete
assert len(train.get_gradient_trace(job.id, metrics=["deltaLog10"], layers=[1, 2]).layers) == 2
events = [event.actual_instance for event in train.get_events(job.id)]
assert events[-1].data.status == "succeeded"
assert {"status", "epoch"} <= {event.event for event in events}
assert DiagnoseApi(api).diagnose_training_job(job.id).complete
assert len(train.predict(job.id, PredictionRequest(inputs=[[0.0, 1.0]])).outputs) == 1
for kind in sys.argv[2:]:
    assert len(train.export_training_job(job.id, kind)) > 100, kind

compare = CompareApi(api)
experiment = compare.create_experiment(
    ExperimentRequest(
        base=request, factors=[Factor(pointer="/epochs", values=[1, 2])], seeds=[1]
    )
)
while compare.get_experiment(experiment.id).status in ("queued", "running"):
    time.sleep(0.2)
assert len(compare.compare_experiment(experiment.id).cells) == 2

exported = bytes(train.export_training_job(job.id, "onnx"))
model = LookApi(api).import_network_file(file=("n.onnx", exported))
assert model.network.inputs == 2


def refused(status, call, *arguments):
    try:
        call(*arguments)
    except ApiException as problem:
        assert problem.status == status, problem
        assert problem.data.detail, problem
    else:
        raise AssertionError("not refused")


refused(404, train.get_training_job, "nothing")
request.dataset = DatasetReference(id="nothing")
refused(422, train.create_training_job, request)

compare.delete_experiment(experiment.id)
train.delete_training_job(job.id)
data.delete_dataset(made.id)
data.delete_dataset(sent.id)
refused(404, data.get_dataset, made.id)
