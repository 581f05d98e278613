import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.CompareApi;
import org.openapitools.client.api.DataApi;
import org.openapitools.client.api.DiagnoseApi;
import org.openapitools.client.api.TrainApi;
import org.openapitools.client.model.DatasetReference;
import org.openapitools.client.model.ExperimentRequest;
import org.openapitools.client.model.Factor;
import org.openapitools.client.model.Generator;
import org.openapitools.client.model.Layer;
import org.openapitools.client.model.Network;
import org.openapitools.client.model.NewDataset;
import org.openapitools.client.model.Optimizer;
import org.openapitools.client.model.PredictionRequest;
import org.openapitools.client.model.TrainingJob;
import org.openapitools.client.model.TrainingJobRequest;
import org.springframework.web.client.RestClientResponseException;

/** The client that openapi-generator's {@code java}, library {@code restclient}, makes. */
public final class LifeByRestClient {

  private LifeByRestClient() {}

  private interface Call {
    Object run();
  }

  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.setBasePath(arguments[0]);
    DataApi data = new DataApi(client);
    TrainApi train = new TrainApi(client);
    CompareApi compare = new CompareApi(client);

    var made =
        data.createDataset(
            new NewDataset()
                .name("moons")
                .generator(new Generator().name(Generator.NameEnum.MOONS).samples(60).seed(7L)),
            null);
    var sent = data.uploadDataset(
            null, rows(), null, "y", null, null, null, null, null, null, null, null, null, null,
            null, null, null);
    require(made.getSamples() == 60 && sent.getSamples() == 3);

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

    require(train.getLossCurve(id, null, null, null, null).getComplete());
    var trace =
        train.getGradientTrace(
            id, null, null, List.of(1, 2), null, null, null, null, null, null, null);
    require(trace.getLayers().size() == 2);
    // Its own method wants JobEvents, of which the generated kinds of event are no subclasses.
    JsonNode[] events = train.getEventsWithResponseSpec(id, null, null).body(JsonNode[].class);
    require(events[events.length - 1].at("/data/status").asText().equals("succeeded"));
    require(new DiagnoseApi(client).diagnoseTrainingJob(id, null).getComplete());
    PredictionRequest question = new PredictionRequest().addInputsItem(List.of(0.0, 1.0));
    require(train.predict(id, question).getOutputs().size() == 1);
    for (String kind : List.of(arguments).subList(1, arguments.length)) {
      // Its own method asks Spring for a java.io.File, for which Spring has no converter.
      var answer = train.exportTrainingJobWithResponseSpec(id, kind, null, null, null, null);
      byte[] file = answer.body(byte[].class);
      require(file.length > 100);
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
    var comparison = compare.compareExperiment(cells, null, null, null, null, null, null, null, null);
    require(comparison.getCells().size() == 2);

    refused(404, () -> train.getTrainingJob("nothing", null));
    request.dataset(new DatasetReference().id("nothing"));
    refused(422, () -> train.createTrainingJob(request, null));

    compare.deleteExperiment(cells);
    train.deleteTrainingJob(id);
    data.deleteDataset(made.getId());
    data.deleteDataset(sent.getId());
    refused(404, () -> data.getDataset(made.getId()));
  }

  private static Layer layer(int units, Layer.ActivationEnum activation) {
    return new Layer().units(units).activation(activation);
  }

  private static File rows() throws IOException {
    Path rows = Files.createTempFile("rows", ".csv");
    Files.writeString(rows, "a,b,y\n0,1,p\n1,0,q\n1,1,p\n");
    rows.toFile().deleteOnExit();
    return rows.toFile();
  }

  private static void refused(int status, Call call) {
    try {
      call.run();
    } catch (RestClientResponseException problem) {
      require(problem.getStatusCode().value() == status
              && problem.getResponseBodyAsString().contains("detail"));
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
