import java.io.File;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.CompareApi;
import org.openapitools.client.api.DataApi;
import org.openapitools.client.api.DiagnoseApi;
import org.openapitools.client.api.TrainApi;
import org.openapitools.client.model.DatasetReference;
import org.openapitools.client.model.ExperimentRequest;
import org.openapitools.client.model.Factor;
import org.openapitools.client.model.Generator;
import org.openapitools.client.model.JobEvent;
import org.openapitools.client.model.Layer;
import org.openapitools.client.model.Network;
import org.openapitools.client.model.NewDataset;
import org.openapitools.client.model.Optimizer;
import org.openapitools.client.model.PredictionRequest;
import org.openapitools.client.model.StatusEvent;
import org.openapitools.client.model.TrainingJob;
import org.openapitools.client.model.TrainingJobRequest;

/** The client that openapi-generator's {@code java}, library {@code native}, makes. */
public final class Life {

  private Life() {}

  private interface Call {
    Object run() throws ApiException;
  }

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    DataApi data = new DataApi(client);
    TrainApi train = new TrainApi(client);
    CompareApi compare = new CompareApi(client);

    var made =
        data.createDataset(
            new NewDataset()
                .name("moons")
                .generator(new Generator().name(Generator.NameEnum.MOONS).samples(60).seed(7L)),
            null);
    require(made.getSamples() == 60);

    TrainingJobRequest request =
        new TrainingJobRequest()
            .network(
                new Network()
                    .inputs(2)
                    .addLayersItem(layer(4, Layer.ActivationEnum.TANH))
                    .addLayersItem(layer(2, Layer.ActivationEnum.SOFTMAX)))
            .cost(TrainingJobRequest.CostEnum.CATEGORICAL_CROSS_ENTROPY)
            .dataset(new DatasetReference().id(made.getId()))
            .optimizer(new Optimizer().name(Optimizer.NameEnum.SGD).learningRate(0.5))
            .epochs(3);
    TrainingJob job = train.createTrainingJob(request, null);
    while (job.getFinishedAt() == null) {
      Thread.sleep(200);
      job = train.getTrainingJob(job.getId(), null);
    }
    String id = job.getId();
    require(job.getStatus() == TrainingJob.StatusEnum.SUCCEEDED);

    var curve = TrainApi.APIGetLossCurveRequest.newBuilder().id(id).build();
    require(train.getLossCurve(curve).getComplete());
    var traced =
        TrainApi.APIGetGradientTraceRequest.newBuilder().id(id).layers(List.of(1, 2)).build();
    require(train.getGradientTrace(traced).getLayers().size() == 2);
    List<JobEvent> events = train.getEvents(id, null, null);
    StatusEvent last = (StatusEvent) events.get(events.size() - 1).getActualInstance();
    require(last.getData().getStatus().getValue().equals("succeeded"));
    require(new DiagnoseApi(client).diagnoseTrainingJob(id, null).getComplete());
    PredictionRequest question = new PredictionRequest().addInputsItem(List.of(0.0, 1.0));
    require(train.predict(id, question).getOutputs().size() == 1);
    for (String kind : List.of(arguments).subList(1, arguments.length)) {
      var asked = TrainApi.APIExportTrainingJobRequest.newBuilder().id(id).format(kind).build();
      File file = train.exportTrainingJob(asked);
      require(file.length() > 100);
    }

    var experiment =
        compare.createExperiment(
            new ExperimentRequest()
                .base(request)
                .addFactorsItem(new Factor().pointer("/epochs").values(List.of(1, 2)))
                .addSeedsItem(1L),
            null);
    String cells = experiment.getId();
    while (!compare.getExperiment(cells, null).getStatus().getValue().equals("succeeded")) {
      Thread.sleep(200);
    }
    var compared = CompareApi.APICompareExperimentRequest.newBuilder().id(cells).build();
    require(compare.compareExperiment(compared).getCells().size() == 2);

    refused(404, () -> train.getTrainingJob("nothing", null));
    request.dataset(new DatasetReference().id("nothing"));
    refused(422, () -> train.createTrainingJob(request, null));

    compare.deleteExperiment(cells);
    train.deleteTrainingJob(id);
    data.deleteDataset(made.getId());
    refused(404, () -> data.getDataset(made.getId()));
  }

  private static Layer layer(int units, Layer.ActivationEnum activation) {
    return new Layer().units(units).activation(activation);
  }

  private static void refused(int status, Call call) {
    try {
      call.run();
    } catch (ApiException problem) {
      require(problem.getCode() == status && problem.getResponseBody().contains("detail"));
      return;
    }
    throw new AssertionError("not refused");
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError();
    }
  }
}
