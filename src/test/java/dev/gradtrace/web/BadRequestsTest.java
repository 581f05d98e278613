package dev.gradtrace.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradtrace.story.Service;
import dev.gradtrace.validation.Faults;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/**
 * Each row changes a healthy request in one place: what is replaced, by what, and what the answer
 * says. After each the service answers the healthy request.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BadRequestsTest {

  private static final String GRADIENTS =
      """
      {"network": {"inputs": 2, "layers": [
         {"units": 3, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}]},
       "cost": "quadratic",
       "batch": {"inputs": [[0, 1], [1, 0]], "targets": [[1], [0]]}}
      """;

  private static final String JOB =
      """
      {"network": {"inputs": 2, "layers": [
         {"units": 3, "activation": "tanh"}, {"units": 1, "activation": "sigmoid"}]},
       "cost": "binary_cross_entropy",
       "dataset": {"inputs": [[0, 1], [1, 0]], "targets": [[1], [0]]},
       "optimizer": {"name": "sgd", "learningRate": 0.5},
       "batchSize": 2, "epochs": 1}
      """;

  private static final String DATASET =
      """
      {"name": "d", "inputs": [[0, 1], [1, 0]], "labels": [1, 0]}
      """;

  private static final String EXPERIMENT =
      """
      {"base": %s, "seeds": [1, 2],
       "factors": [{"pointer": "/l2", "values": [0, 0.1]},
                   {"pointer": "/network/layers/0/units", "values": [2, 3]}]}
      """
          .formatted(JOB);

  @LocalServerPort private int port;

  private Service service;

  @BeforeEach
  void connect() {
    service = new Service(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "units": 3          | "units": 0                      | 422 | /network/layers/0/units
          "units": 3          | "units": -3                     | 422 | /network/layers/0/units
          "units": 3          | "units": 1000000000             | 422 | /network/layers/0/units
          "units": 3          | "units": 10000000000            | 422 | /network/layers/0/units
          "units": 3          | "units": 1e-2                   | 400 | /network/layers/0/units
          "units": 3          | "units": 3.5                    | 400 | /network/layers/0/units
          "units": 3          | "units": 1.7                    | 400 | /network/layers/0/units
          "units": 3          | "units": "3"                    | 400 | /network/layers/0/units
          "units": 3          | "units": true                   | 400 | /network/layers/0/units
          "units": 3          | "units": null                   | 400 | /network/layers/0/units
          "units": 3          | "units": [3]                    | 400 | /network/layers/0/units
          "units": 3          | "units": 3, "units": 3          | 400 | /network/layers/0/units
          "units": 3,         | ''                              | 400 | /network/layers/0/units
          "units": 3          | "unit": 3                       | 400 | /network/layers/0/unit /network/layers/0/units
          "units": 3          | "units": 3, "repeat": 0         | 422 | /network/layers/0/repeat
          "units": 3          | "units": 3, "repeat": 1000000000| 422 | /network/layers/0/repeat
          "units": 3          | "units": 3, "repeat": 2.5       | 400 | /network/layers/0/repeat
          "units": 3          | "units": 20000, "repeat": 900   | 422 | /network/layers
          "units": 3          | "units": 3, "useBias": 1        | 400 | /network/layers/0/useBias
          "units": 3          | "units": 3, "alpha": 2.0        | 400 | /network/layers/0/alpha
          "activation": "tanh"| "activation": "tahn"            | 400 | /network/layers/0/activation
          "activation": "tanh"| "activation": "TANH"            | 400 | /network/layers/0/activation
          "activation": "tanh"| "activation": ""                | 400 | /network/layers/0/activation
          "activation": "tanh"| "activation": 7                 | 400 | /network/layers/0/activation
          "activation": "tanh"| "activation": null              | 400 | /network/layers/0/activation
          "units": 3          | "units": 3, "weightInitializer": "he_normal" | 400 | /network/layers/0/weightInitializer
          "units": 3          | "units": 3, "weightInitializer": {}          | 400 | /network/layers/0/weightInitializer/name
          "units": 3          | "units": 3, "weightInitializer": {"name": "nomal"} | 400 | /network/layers/0/weightInitializer/name
          "units": 3          | "units": 3, "weightInitializer": {"name": "normal", "stddev": -1} | 422 | /network/layers/0/weightInitializer/stddev
          "units": 3          | "units": 3, "weightInitializer": {"name": "normal", "gain": 1} | 400 | /network/layers/0/weightInitializer/gain
          "units": 3          | "units": 3, "weightInitializer": {"name": "uniform", "low": 1, "high": 0} | 422 | /network/layers/0/weightInitializer/high
          "inputs": 2, "layers" | "inputs": 0, "layers"         | 422 | /network/inputs
          "inputs": 2, "layers" | "inputs": "2", "layers"       | 400 | /network/inputs
          "inputs": 2, "layers" | "layers"                      | 400 | /network/inputs
          "inputs": 2, "layers" | "inputs": 3, "layers"         | 422 | /batch/inputs
          "cost": "quadratic" | "cost": "quadratc"              | 400 | /cost
          "cost": "quadratic" | "cost": ["quadratic"]           | 400 | /cost
          "cost": "quadratic",| ''                              | 400 | /cost
          "cost": "quadratic" | "cost": "quadratic", "extra": 1 | 400 | /extra
          "cost": "quadratic" | "cost": "quadratic", "seed": 1.5| 400 | /seed
          "cost": "quadratic" | "cost": "quadratic", "seed": 99999999999999999999 | 422 | /seed
          "cost": "quadratic" | "cost": "categorical_cross_entropy" | 422 | /batch/targets/1
          "cost": "quadratic" | "cost": "quadratic", "include": "outputs" | 400 | /include
          "cost": "quadratic" | "cost": "quadratic", "include": ["output"] | 400 | /include/0
          "cost": "quadratic" | "cost": "quadratic", "include": [1] | 400 | /include/0
          "cost": "quadratic" | "cost": "quadratic", "parameters": [] | 422 | /parameters
          "cost": "quadratic" | "cost": "quadratic", "parameters": {} | 400 | /parameters
          "cost": "quadratic" | "cost": "quadratic", "parameters": [{"weights": [[1, 2], [3, 4], [5, 6]], "biases": [0, 0, 0]}, {"weights": [[1, 2]], "biases": [0]}] | 422 | /parameters/1/weights/0
          "cost": "quadratic" | "cost": "quadratic", "parameters": [{"weights": [[1, 2], [3, 4]], "biases": [0, 0, 0]}, {"weights": [[1, 2, 3]], "biases": [0]}] | 422 | /parameters/0/weights
          "cost": "quadratic" | "cost": "quadratic", "parameters": [{"weights": [[1, 2], [3, 4], [5]], "biases": [0, 0, 0]}, {"weights": [[1, 2, 3]], "biases": [0, 1]}] | 422 | /parameters/0/weights/2 /parameters/1/biases
          "cost": "quadratic" | "cost": "quadratic", "parameters": [{"weights": [[1, 2], [3, 4], [5, 6]], "kernel": [[1]], "biases": [0, 0, 0]}, {"kernel": [[1], [2], [3]], "biases": [0]}] | 400 | /parameters/0/kernel
          [[0, 1], [1, 0]]    | [[0, 1], [1]]                   | 422 | /batch/inputs/1
          [[0, 1], [1, 0]]    | [[0, 1], [1, null]]             | 400 | /batch/inputs/1/1
          [[0, 1], [1, 0]]    | [[0, 1], [1, "0"]]              | 400 | /batch/inputs/1/1
          [[0, 1], [1, 0]]    | [[0, 1], [1, true]]             | 400 | /batch/inputs/1/1
          [[0, 1], [1, 0]]    | [[0, 1], [NaN, 0]]              | 400 | /batch/inputs/1/0
          [[0, 1], [1, 0]]    | [[0, -Infinity], [1, 0]]        | 400 | /batch/inputs/0/1
          [[0, 1], [1, 0]]    | [[0, 1e999], [1, 0]]            | 400 | /batch/inputs/0/1
          [[0, 1], [1, 0]]    | [[0, 1], 1]                     | 400 | /batch/inputs/1
          [[0, 1], [1, 0]]    | [0, 1]                          | 400 | /batch/inputs/0 /batch/inputs/1
          [[0, 1], [1, 0]]    | "rows"                          | 400 | /batch/inputs
          [[0, 1], [1, 0]]    | [[], []]                        | 422 | /batch/inputs/0
          [[0, 1], [1, 0]]    | [[0, 1]]                        | 422 | /batch/targets
          [[1], [0]]          | [[1], [0], [1]]                 | 422 | /batch/targets
          [[1], [0]]          | [[1, 2], [0, 2]]                | 422 | /batch/targets
          [[1], [0]]          | [1, 0]                          | 400 | /batch/targets/0 /batch/targets/1
          "targets": [[1], [0]] | "labels": [1, 2]              | 422 | /batch/labels/1
          "targets": [[1], [0]] | "labels": [1, -1]             | 422 | /batch/labels/1
          "targets": [[1], [0]] | "labels": [1, 0.5]            | 400 | /batch/labels/1
          "targets": [[1], [0]] | "labels": [1]                 | 422 | /batch/labels
          "targets": [[1], [0]] | "first": 1, "targets": [[1], [0]] | 400 | /batch
          , "targets": [[1], [0]] | ''                          | 400 | /batch
          "targets": [[1], [0]] | "targets": [[1], [0]], "labels": [1, 0] | 400 | /batch
          """)
  void refusesAGradientRequest(String what, String by, int status, String pointers) {
    refuses("/v1/gradients", GRADIENTS, change(GRADIENTS, what, by), status, pointers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          ["quadratic", "mean_squared_error"] | []                            | 422 | /costs
          ["quadratic", "mean_squared_error"] | ["quadratic"]                 | 422 | /costs
          ["quadratic", "mean_squared_error"] | "quadratic"                   | 400 | /costs
          ["quadratic", "mean_squared_error"] | ["quadratic", "mse"]          | 400 | /costs/1
          ["quadratic", "mean_squared_error"] | ["quadratic", null]           | 400 | /costs/1
          ["quadratic", "mean_squared_error"] | ["quadratic", "categorical_cross_entropy"] | 422 | /batch/targets/1
          "units": 3                          | "units": 0                    | 422 | /network/layers/0/units
          "costs"                             | "cost": "quadratic", "costs"  | 400 | /cost
          """)
  void refusesAComparisonOfCosts(String what, String by, int status, String pointers) {
    String healthy =
        change(
            GRADIENTS,
            "\"cost\": \"quadratic\"",
            "\"costs\": [\"quadratic\", \"mean_squared_error\"]");
    refuses("/v1/gradients/compare", healthy, change(healthy, what, by), status, pointers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "units": 3     | "units": 0                                       | 422 | /network/layers/0/units
          }]}            | }]}, "inputMeanSquare": -1                       | 422 | /inputMeanSquare
          }]}            | }]}, "inputMean": 2, "inputMeanSquare": 1        | 422 | /inputMeanSquare
          }]}            | }]}, "inputMean": "0"                            | 400 | /inputMean
          }]}            | }]}, "cost": "quadratic"                         | 400 | /cost
          """)
  void refusesAForecast(String what, String by, int status, String pointers) {
    String healthy =
        "{\"network\": {\"inputs\": 2, \"layers\": [{\"units\": 3, \"activation\": \"tanh\"}]}}";
    refuses("/v1/forecast", healthy, change(healthy, what, by), status, pointers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "name": "sgd"       | "name": "sdg"                   | 400 | /optimizer/name
          "name": "sgd",      | ''                              | 400 | /optimizer/name
          "name": "sgd"       | "name": "sgd", "beta1": 0.9     | 400 | /optimizer/beta1
          "name": "sgd"       | "name": "sgd", "momentum": 2    | 422 | /optimizer/momentum
          "name": "sgd"       | "name": "sgd", "nesterov": "yes"| 400 | /optimizer/nesterov
          "name": "sgd"       | "name": "adamw", "weightDecay": -1, "beta1": 2 | 422 | /optimizer/beta1 /optimizer/weightDecay
          "learningRate": 0.5 | "learningRate": -1              | 422 | /optimizer/learningRate
          "learningRate": 0.5 | "learningRate": "0.5"           | 400 | /optimizer/learningRate
          "learningRate": 0.5 | "learningRate": null, "rho": 1  | 400 | /optimizer/rho
          "learningRate": 0.5 | "learningRate": 1e400           | 400 | /optimizer/learningRate
          "batchSize": 2      | "batchSize": 0                  | 422 | /batchSize
          "batchSize": 2      | "batchSize": "2"                | 400 | /batchSize
          "epochs": 1         | "epochs": 0                     | 422 | /epochs
          "epochs": 1         | "epochs": 2000000000            | 422 | /epochs
          "epochs": 1         | "epochs": 1, "l2": -0.1         | 422 | /l2
          "epochs": 1         | "epochs": 1, "gradientClipNorm": 0 | 422 | /gradientClipNorm
          "epochs": 1         | "epochs": 1, "l1": -0.1         | 422 | /l1
          "epochs": 1         | "epochs": 1, "maxNorm": 0, "gradientClipValue": -1 | 422 | /gradientClipValue /maxNorm
          "epochs": 1         | "epochs": 1, "gradientClipScope": "layer" | 422 | /gradientClipScope
          "epochs": 1         | "epochs": 1, "gradientClipNorm": 1, "gradientClipScope": "unit" | 400 | /gradientClipScope
          "epochs": 1         | "epochs": 1, "classWeights": "even" | 400 | /classWeights
          "epochs": 1         | "epochs": 1, "classWeights": [1, "1"] | 400 | /classWeights/1
          "epochs": 1         | "epochs": 1, "classWeights": [0, 1e10] | 422 | /classWeights/0 /classWeights/1
          "epochs": 1         | "epochs": 1, "classWeights": [1, 1, 1] | 422 | /classWeights
          "epochs": 1         | "epochs": 1, "targetScaling": "standard" | 422 | /targetScaling
          "epochs": 1         | "epochs": 1, "targetScaling": "robust" | 400 | /targetScaling
          "epochs": 1         | "epochs": 1, "scaling": "minmax"| 400 | /scaling
          "epochs": 1         | "epochs": 1, "validationFraction": 1 | 422 | /validationFraction
          "epochs": 1         | "epochs": 1, "validationFraction": 0.9 | 422 | /validationFraction
          "epochs": 1         | "epochs": 1, "validationFraction": 0.5, "validation": {"id": "xor"} | 422 | /validation
          "epochs": 1         | "epochs": 1, "validation": {"id": "iris"} | 422 | /validation /validation
          "epochs": 1         | "epochs": 1, "shuffle": "no"    | 400 | /shuffle
          "epochs": 1         | "epochs": 1, "learningRateSchedule": {"name": "linear"} | 400 | /learningRateSchedule/name
          "epochs": 1         | "epochs": 1, "learningRateSchedule": {"name": "cosine", "factor": 1} | 400 | /learningRateSchedule/factor
          "epochs": 1         | "epochs": 1, "learningRateSchedule": {"name": "step", "everyEpochs": 0} | 422 | /learningRateSchedule/everyEpochs
          "epochs": 1         | "epochs": 1, "earlyStopping": {"metric": "loss"} | 400 | /earlyStopping/metric
          "epochs": 1         | "epochs": 1, "earlyStopping": {"metric": "validation_loss"} | 422 | /earlyStopping/metric
          "epochs": 1         | "epochs": 1, "earlyStopping": {"metric": "training_loss", "patience": -1} | 422 | /earlyStopping/patience
          "epochs": 1         | "epochs": 1, "trace": {"everySteps": 0} | 422 | /trace/everySteps
          "epochs": 1         | "epochs": 1, "trace": {"curvaturePoints": 1} | 422 | /trace/curvaturePoints
          "epochs": 1         | "epochs": 1, "trace": {"curvature": 1} | 400 | /trace/curvature
          "epochs": 1         | "epochs": 1, "trace": {"maxPoints": 1}  | 422 | /trace/maxPoints
          "epochs": 1         | "epochs": 1, "name": ""         | 422 | /name
          "epochs": 1         | "epochs": 1, "spec": {}         | 400 | /spec
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | "id": "iris2"             | 422 | /dataset/id
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | "id": "iris"              | 422 | /dataset /dataset
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | "id": 7                   | 400 | /dataset/id
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | "generator": {"name": "moon"} | 400 | /dataset/generator/name
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | "generator": {"name": "moons", "samples": 0} | 422 | /dataset/generator/samples
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | "generator": {"name": "moons", "turns": 1} | 400 | /dataset/generator/turns
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | "generator": {"name": "moons", "samples": 1000000000} | 422 | /dataset/generator/samples
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | "id": "xor", "generator": {"name": "xor"} | 400 | /dataset
          "inputs": [[0, 1], [1, 0]], "targets": [[1], [0]] | ''                        | 400 | /dataset
          [[1], [0]]          | [[1], [1.5]]                    | 422 | /dataset/targets/1/0
          [[1], [0]]          | [[1], [-0.5]]                   | 422 | /dataset/targets/1/0
          """)
  void refusesATrainingJob(String what, String by, int status, String pointers) {
    refuses("/v1/training-jobs", JOB, change(JOB, what, by), status, pointers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "name": "d",        | ''                              | 400 | /name
          "name": "d"         | "name": " "                     | 422 | /name
          "name": "d"         | "name": 7                       | 400 | /name
          "name": "d"         | "name": "d", "id": "mine"       | 400 | /id
          "labels": [1, 0]    | "labels": [1, 0], "classes": 1  | 422 | /labels/0
          "labels": [1, 0]    | "labels": [1, 0, 1]             | 422 | /labels
          "labels": [1, 0]    | "targets": [[1], [0]], "classes": 2 | 400 | ''
          """)
  void refusesADataset(String what, String by, int status, String pointers) {
    refuses("/v1/datasets", DATASET, change(DATASET, what, by), status, pointers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          ''
          nothing
          null
          7
          "text"
          []
          {
          {"network": }
          {"network": {}
          {} {}
          {'network': 1}
          {network: 1}
          {"network": 1,}
          // comment
          """)
  void refusesWhatIsNoJsonObject(String body) {
    Refused.with(400, service.post("/v1/gradients", body));
    answersTheHealthy("/v1/gradients", GRADIENTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "cost": "binary_cross_entropy" | "cost": "binary"     | 400 | /base/cost
          "epochs": 1         | "epochs": 0, "batch": 2         | 400 | /base/batch /base/epochs
          "dataset": {"inputs"| "dataset": {"input"             | 400 | /base/dataset/input
          [[0, 1], [1, 0]]    | [[0, 1], [NaN, 0]]              | 400 | /base/dataset/inputs/1/0
          "epochs": 1         | "epochs": 1, "epochs": 1        | 400 | /base/epochs
          "epochs": 1         | "epochs": 1, "earlyStopping": {"metric": "validation_loss"} | 422 | /base/earlyStopping/metric
          [0, 0.1]            | [0, -1, 2, -3]                  | 422 | /factors/0/values/1 /factors/0/values/3
          [0, 0.1]            | [0, "1"]                        | 400 | /factors/0/values/1
          [0, 0.1]            | []                              | 422 | /factors/0/values
          [0, 0.1]            | [1, 0, 1]                       | 422 | /factors/0/values/2
          [0, 0.1]            | 1                               | 400 | /factors/0/values
          "/l2"               | "l2"                            | 400 | /factors/0/pointer
          "/l2"               | "/l~2"                          | 400 | /factors/0/pointer
          "/l2"               | "/lambda"                       | 400 | /factors/0/values/0 /factors/0/values/1
          "/l2"               | "/trace/maxPoints"              | 422 | /factors/0/pointer
          "/l2"               | "/network/layers/2/units"       | 422 | /factors/0/pointer
          "/l2"               | "/network/layers/x"             | 422 | /factors/0/pointer
          "/l2"               | "/cost/x"                       | 422 | /factors/0/pointer
          "/l2"               | "/seed"                         | 422 | /factors/0/pointer
          "/l2"               | "/network/layers/0/units"       | 422 | /factors/1/pointer
          "/network/layers/0/units", "values": [2, 3] | "/network/layers/1", "values": [{"units": 1, "activation": "tanh"}, {"units": 0, "activation": "tanh"}] | 422 | /factors/1/values/1/units
          "/network/layers/0/units", "values": [2, 3] | "/dataset/targets", "values": [[[1], [0]], [[1], [2]]] | 422 | /factors/1/values/1/1/0
          "/network/layers/0/units", "values": [2, 3] | "/dataset", "values": [{"id": "xor"}, {"id": "nobody"}] | 422 | /factors/1/values/1/id
          "seeds": [1, 2]     | "seeds": []                     | 422 | /seeds
          "seeds": [1, 2]     | "seeds": [1, 2, 1]              | 422 | /seeds/2
          "seeds": [1, 2]     | "seeds": [1.5]                  | 400 | /seeds/0
          "seeds": [1, 2]     | "name": " "                     | 422 | /name
          "seeds": [1, 2]     | "question": ""                  | 422 | /question
          "base"              | "bas"                           | 400 | /bas /base
          """)
  void refusesAnExperiment(String what, String by, int status, String pointers) {
    refuses("/v1/experiments", EXPERIMENT, change(EXPERIMENT, what, by), status, pointers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | is required",
        "\"x\" | must be an object",
        "[] | must be an object",
        "7 | must be an object"
      })
  void refusesABaseThatIsNoObject(String base, String detail) {
    String body = EXPERIMENT.replace(JOB, base);
    JsonNode problem = Refused.with(400, service.post("/v1/experiments", body));
    assertThat(Refused.pointers(problem)).containsExactly("/base");
    assertThat(problem.at("/errors/0/detail").asString()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          /v1/training-jobs   | "epochs": 1, "classWeights": [1, INTEGER]            | /classWeights/1
          /v1/diagnoses       | "epochs": 1, "classWeights": [INTEGER]               | /classWeights/0
          /v1/training-steps  | "epochs": 1, "classWeights": {"x": INTEGER}          | /classWeights/x
          /v1/networks/import | "epochs": {"config": [-INTEGER]}                     | /epochs/config/0
          """)
  void refusesIntegersBeyondFloatingPointNumbers(String path, String by, String pointer) {
    String body = change(JOB, "\"epochs\": 1", by.replace("INTEGER", "9".repeat(400)));
    JsonNode problem = Refused.with(400, service.post(path, body));
    assertThat(Refused.pointers(problem)).containsExactly(pointer);
    assertThat(problem.at("/errors/0/detail").asString()).contains("is too large");
  }

  @Test
  void refusesWhatIsToBeIncludedThatIsNoWord() {
    String body = change(JOB, "\"epochs\": 1", "\"epochs\": 1, \"include\": [7, {}, null]");
    JsonNode problem = Refused.with(400, service.post("/v1/training-steps", body));
    assertThat(Refused.pointers(problem)).containsExactly("/include/0", "/include/1", "/include/2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,", "{},", "[[]],"})
  void refusesAValueOfAFactorWithoutEnd(String element) {
    String value = "[" + element.repeat(31_000) + "1]";
    JsonNode problem =
        Refused.with(422, service.post("/v1/experiments", EXPERIMENT.replace("0.1]", value + "]")));
    assertThat(Refused.pointers(problem)).containsExactly("/factors/0/values/1");
  }

  @Test
  void refusesMoreRunsThanAnExperimentMayHave() {
    String values = IntStream.range(0, 251).mapToObj(Integer::toString).collect(joining(","));
    JsonNode problem =
        Refused.with(422, service.post("/v1/experiments", EXPERIMENT.replace("0, 0.1", values)));
    assertThat(Refused.pointers(problem)).containsExactly("/factors");
    assertThat(problem.at("/errors/0/detail").asString()).contains("1004", "500");
  }

  @Test
  void saysWhichValuesDoNotGoTogether() {
    String targets = EXPERIMENT.replace("\"/l2\"", "\"/cost\"");
    JsonNode problem =
        Refused.with(
            422,
            service.post(
                "/v1/experiments",
                targets
                    .replace("0, 0.1", "\"quadratic\", \"binary_cross_entropy\"")
                    .replace("/network/layers/0/units", "/dataset/targets")
                    .replace("[2, 3]", "[[[1], [0]], [[1], [3]]]")));
    assertThat(Refused.pointers(problem)).containsExactly("/factors/1/values/1");
    assertThat(problem.at("/errors/0/detail").asString())
        .contains("binary_cross_entropy", "/dataset/targets/1");
  }

  @Test
  void saysThatThereMayBeMoreFaultsThanItNames() {
    String many = IntStream.range(0, 300).mapToObj(i -> "[1, \"x\"]").collect(joining(", "));
    String body = change(GRADIENTS, "[[0, 1], [1, 0]]", "[" + many + "]");
    JsonNode problem = Refused.with(400, service.post("/v1/gradients", body));
    assertThat(problem.get("errors")).hasSize(Faults.MOST);
    assertThat(problem.get("detail").asString()).endsWith("; and at least 99 more faults.");
  }

  @Test
  void namesEveryFaultAtOnce() {
    String body =
        change(
                change(JOB, "\"units\": 3", "\"units\": 0"),
                "\"batchSize\": 2",
                "\"batchSize\": \"2\"")
            .replace("binary_cross_entropy", "binary")
            .replace("\"epochs\": 1", "\"epochs\": 0, \"epoch\": 1")
            .replace("0.5", "-1");
    JsonNode problem = Refused.with(400, service.post("/v1/training-jobs", body));
    assertThat(Refused.pointers(problem))
        .containsExactlyInAnyOrder(
            "/network/layers/0/units",
            "/cost",
            "/batchSize",
            "/epoch",
            "/epochs",
            "/optimizer/learningRate");
  }

  @Test
  void listsTheKnownNamesWhereOneIsUnknown() {
    JsonNode problem =
        Refused.with(
            400, service.post("/v1/gradients", GRADIENTS.replace("\"tanh\"", "\"sigmod\"")));
    assertThat(problem.at("/errors/0/detail").asString()).contains("sigmod", "sigmoid", "gelu");
  }

  @Test
  void tellsWhereTextIsNotJson() {
    JsonNode problem =
        Refused.with(400, service.post("/v1/gradients", "{\n  \"cost\": quadratic}"));
    assertThat(problem.at("/errors/0/detail").asString()).contains("line 2");
  }

  @Test
  void validatesWhatIsMeaninglessWithoutRefusingIt() {
    JsonNode answer =
        Service.body(
            service.post(
                "/v1/networks/validate",
                "{\"network\": {\"inputs\": 2, \"layers\": [{\"units\": 0, \"activation\": \"relu\"}]}}"),
            200);
    assertThat(answer.get("valid").asBoolean()).isFalse();
    assertThat(Refused.pointers(answer)).containsExactly("/network/layers/0/units");
    assertThat(answer.has("parameterCount")).isFalse();
    Refused.with(400, service.post("/v1/networks/validate", "{\"network\": {\"input\": 2}}"));
  }

  private void refuses(String path, String healthy, String body, int status, String pointers) {
    JsonNode problem = Refused.with(status, service.post(path, body));
    List<String> expected =
        pointers == null || pointers.isEmpty() ? List.of("") : Arrays.asList(pointers.split(" "));
    assertThat(Refused.pointers(problem)).as(problem.toString()).isEqualTo(expected);
    answersTheHealthy(path, healthy);
  }

  private void answersTheHealthy(String path, String healthy) {
    HttpResponse<String> answer = service.post(path, healthy);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  private static String change(String healthy, String what, String by) {
    assertThat(healthy).contains(what);
    return healthy.replace(what, by == null ? "" : by);
  }
}
