package dev.gradtrace.interchange.tensorboard;

import dev.gradtrace.interchange.protobuf.Message;
import java.util.List;
import java.util.Map;

/**
 * A run as the HParams dashboard lists it.
 *
 * @param group name shared by runs that differ in their seed only
 * @param hyperparameters numbers, booleans and texts by name
 */
public record Session(String group, Map<String, Object> hyperparameters, Status status) {

  /** The status of a run; other states have no equivalent in the dashboard. */
  public enum Status {
    UNKNOWN,
    SUCCESS,
    FAILURE,
    RUNNING
  }

  private static final String PLUGIN = "hparams";

  /** The metrics by which runs are compared, if they were measured. */
  private static final List<String> METRICS =
      List.of("loss/training", "loss/validation", "accuracy/training", "accuracy/validation");

  /**
   * Fields of <a
   * href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/hparams/plugin_data.proto">plugin_data.proto</a>.
   */
  private static final class PluginData {
    static final int EXPERIMENT = 2;
    static final int START = 3;
    static final int END = 4;
    static final int START_HYPERPARAMETERS = 1;
    static final int START_GROUP = 4;
    static final int START_SECONDS = 5;
    static final int END_STATUS = 1;
    static final int END_SECONDS = 2;
  }

  /**
   * Fields of <a
   * href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/plugins/hparams/api.proto">api.proto</a>.
   */
  private static final class Api {
    static final int HYPERPARAMETER_INFOS = 4;
    static final int METRIC_INFOS = 5;
    static final int INFO_NAME = 1;
    static final int INFO_TYPE = 4;
    static final int TAG = 2;
    static final int TYPE_STRING = 1;
    static final int TYPE_BOOL = 2;
    static final int TYPE_FLOAT64 = 3;
  }

  /**
   * Fields of <a
   * href="https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/struct.proto">struct.proto</a>
   * and of an entry of a map.
   */
  private static final class Value {
    static final int KEY = 1;
    static final int VALUE = 2;
    static final int NUMBER = 2;
    static final int STRING = 3;
    static final int BOOL = 4;
  }

  /**
   * The hyperparameters and metrics of an experiment; TensorBoard reads those of one run for all.
   */
  Message experiment() {
    Message experiment = new Message();
    hyperparameters.forEach(
        (name, value) ->
            experiment.put(
                Api.HYPERPARAMETER_INFOS,
                new Message().put(Api.INFO_NAME, name).put(Api.INFO_TYPE, type(value))));
    for (String tag : METRICS) {
      experiment.put(
          Api.METRIC_INFOS, new Message().put(Api.INFO_NAME, new Message().put(Api.TAG, tag)));
    }
    return value("_hparams_/experiment", PluginData.EXPERIMENT, experiment);
  }

  Message start(double seconds) {
    Message start = new Message();
    hyperparameters.forEach(
        (name, value) ->
            start.put(
                PluginData.START_HYPERPARAMETERS,
                new Message().put(Value.KEY, name).put(Value.VALUE, value(value))));
    start.put(PluginData.START_GROUP, group).put(PluginData.START_SECONDS, seconds);
    return value("_hparams_/session_start_info", PluginData.START, start);
  }

  Message end(double seconds) {
    Message end =
        new Message()
            .put(PluginData.END_STATUS, status.ordinal())
            .put(PluginData.END_SECONDS, seconds);
    return value("_hparams_/session_end_info", PluginData.END, end);
  }

  private static Message value(String tag, int field, Message content) {
    return Summary.configuration(tag, PLUGIN, new Message().put(field, content));
  }

  private static int type(Object value) {
    if (value instanceof Number) {
      return Api.TYPE_FLOAT64;
    }
    return value instanceof Boolean ? Api.TYPE_BOOL : Api.TYPE_STRING;
  }

  private static Message value(Object value) {
    if (value instanceof Number number) {
      return new Message().put(Value.NUMBER, number.doubleValue());
    }
    return value instanceof Boolean bool
        ? new Message().put(Value.BOOL, bool ? 1 : 0)
        : new Message().put(Value.STRING, value.toString());
  }
}
