"""The client that openapi-python-client makes, through the life of a job."""

import importlib
import io
import pkgutil
import sys
import time

import gradtrace_httpx as package
from gradtrace_httpx import Client, models
from gradtrace_httpx.api import compare, data, diagnose, look, train
from gradtrace_httpx.types import File

for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)

client = Client(base_url=sys.argv[1])

made = data.create_dataset.sync(
    client=client,
    body=models.NewDataset(
        name="moons",
        generator=models.Generator(name=models.GeneratorName("moons"), samples=60, seed=7),
    ),
)
assert isinstance(made, models.Dataset) and made.samples == 60, made
rows = File(payload=io.BytesIO(b"a,b,y\n0,1,p\n1,0,q\n1,1,p\n"), file_name="rows.csv")
sent = data.upload_dataset.sync(
    client=client, body=models.DatasetUpload(file=rows, label_column="y")
)
assert isinstance(sent, models.Dataset) and sent.samples == 3, sent


def layer(units, activation):
    return models.Layer(units=units, activation=models.LayerActivation(activation))


request = models.TrainingJobRequest(
    network=models.Network(inputs=2, layers=[layer(4, "tanh"), layer(2, "softmax")]),
    cost=models.TrainingJobRequestCost("categorical_cross_entropy"),
    dataset=models.DatasetReference(id=made.id),
    optimizer=models.Optimizer(name=models.OptimizerName("sgd"), learning_rate=0.5),
    epochs=3,
)
job = train.create_training_job.sync(client=client, body=request)
while job.status in ("queued", "running"):
    time.sleep(0.2)
    job = train.get_training_job.sync(job.id, client=client)
assert job.status == "succeeded", job

assert train.get_loss_curve.sync(job.id, client=client).complete
trace = train.get_gradient_trace.sync(job.id, client=client, layers=[1, 2])
assert len(trace.layers) == 2
events = train.get_events.sync(job.id, client=client)
assert isinstance(events[-1], models.StatusEvent) and events[-1].data.status == "succeeded"
assert any(isinstance(event, models.EpochEvent) for event in events)
assert diagnose.diagnose_training_job.sync(job.id, client=client).complete
asked = models.PredictionRequest(inputs=[[0.0, 1.0]])
assert len(train.predict.sync(job.id, client=client, body=asked).outputs) == 1
for kind in sys.argv[2:]:
    file = train.export_training_job.sync(
        job.id, client=client, format_=models.ExportTrainingJobFormat(kind)
    )
    assert len(file.payload.read()) > 100, kind

experiment = compare.create_experiment.sync(
    client=client,
    body=models.ExperimentRequest(
        base=request, factors=[models.Factor(pointer="/epochs", values=[1, 2])], seeds=[1]
    ),
)
while compare.get_experiment.sync(experiment.id, client=client).status in ("queued", "running"):
    time.sleep(0.2)
assert len(compare.compare_experiment.sync(experiment.id, client=client).cells) == 2

deep = models.ForecastRequest(network=models.Network(inputs=2, layers=[layer(2, "tanh")]))
assert look.forecast_gradients.sync(client=client, body=deep).regime is None

missing = train.get_training_job.sync("nothing", client=client)
assert isinstance(missing, models.Problem) and missing.status == 404, missing
request.dataset = models.DatasetReference(id="nothing")
meaningless = train.create_training_job.sync(client=client, body=request)
assert isinstance(meaningless, models.Problem) and meaningless.errors[0].pointer == "/dataset/id"

for forget, name in (
    (compare.delete_experiment, experiment.id),
    (train.delete_training_job, job.id),
    (data.delete_dataset, made.id),
    (data.delete_dataset, sent.id),
):
    assert forget.sync_detailed(name, client=client).status_code == 204, name
assert data.get_dataset.sync(made.id, client=client).status == 404
