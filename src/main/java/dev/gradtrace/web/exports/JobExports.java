package dev.gradtrace.web.exports;

import static java.util.Objects.requireNonNullElse;

import dev.gradtrace.interchange.Provenance;
import dev.gradtrace.interchange.ScaledNetwork;
import dev.gradtrace.interchange.keras.KerasFile;
import dev.gradtrace.interchange.onnx.export.OnnxFile;
import dev.gradtrace.interchange.safetensors.SafetensorsFile;
import dev.gradtrace.interchange.safetensors.TorchSequential;
import dev.gradtrace.interchange.tensorboard.EventFile;
import dev.gradtrace.interchange.tensorboard.Part;
import dev.gradtrace.interchange.tensorboard.Recorded;
import dev.gradtrace.interchange.tensorboard.Session;
import dev.gradtrace.interchange.tensorboard.WallTimes;
import dev.gradtrace.job.JobEvent;
import dev.gradtrace.job.JobStatus;
import dev.gradtrace.job.TrainedNetwork;
import dev.gradtrace.job.TrainingJob;
import dev.gradtrace.job.TrainingJobs;
import dev.gradtrace.job.WrongState;
import dev.gradtrace.job.observed.ObservedRuns;
import dev.gradtrace.network.NetworkSpec;
import dev.gradtrace.network.Parameters;
import dev.gradtrace.trace.DistributionRecorder;
import dev.gradtrace.trace.LossCurve;
import dev.gradtrace.trace.TraceRecorder;
import dev.gradtrace.web.catalogue.Catalogue;
import dev.gradtrace.web.jobs.RunPaths;
import dev.gradtrace.web.report.Judgement;
import dev.gradtrace.web.report.RunReports;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Makes files of training jobs. */
@Component
public final class JobExports {

  private static final int COPIES = 2;

  private final TrainingJobs jobs;
  private final ObservedRuns observed;
  private final Catalogue catalogue;
  private final RunReports reports;
  private final String version;

  JobExports(
      TrainingJobs jobs,
      ObservedRuns observed,
      Catalogue catalogue,
      RunReports reports,
      ObjectProvider<BuildProperties> build) {
    this.jobs = jobs;
    this.observed = observed;
    this.catalogue = catalogue;
    this.reports = reports;
    BuildProperties properties = build.getIfAvailable();
    String built = properties == null ? null : properties.getVersion();
    this.version = requireNonNullElse(built, "development");
  }

  TrainingJob job(String id) {
    return jobs.get(id);
  }

  /** Memory in bytes to make a file: twice the data it is made from. */
  static long bytes(TrainingJob job, ExportSpec spec) {
    NetworkSpec network = job.spec().training().network();
    long recorded =
        bytesOfTrace(job) + DistributionRecorder.bytes(network, job.spec().trace().distributions());
    return switch (spec.format()) {
      case TENSORBOARD -> recorded;
      case HTML -> recorded + RunReports.bytesOfCharts(job);
      default -> COPIES * Parameters.bytes(network);
    };
  }

  /** Memory of a job's trace in bytes. */
  public static long bytesOfTrace(TrainingJob job) {
    return TraceRecorder.bytes(
        job.spec().training().network(),
        job.spec().trace().steps().points(Math.max(1, job.progress().step())));
  }

  /**
   * Exports a job.
   *
   * @throws WrongState if no point of an observed run came, or the format needs a job's network and
   *     no step was taken
   * @throws dev.gradtrace.validation.InvalidSpec if the format cannot represent its network
   */
  ExportedFile of(Subject subject, ExportSpec spec) {
    String id = subject.job().id();
    if (subject.job().progress().step() < 0) {
      throw new WrongState("No point of the run has come yet.");
    }
    if (spec.format() == Format.TENSORBOARD) {
      return events(subject, spec.after());
    }
    if (spec.format() == Format.HTML) {
      return page(subject.job(), judgement(subject.job()), 1);
    }
    TrainedNetwork trained = jobs.trained(id);
    ScaledNetwork network =
        new ScaledNetwork(trained.network(), trained.scaling(), trained.targetScaling());
    Provenance provenance = new Provenance(version, id, trained.classNames());
    return switch (spec.format()) {
      case TENSORBOARD, HTML -> throw new AssertionError(spec.format());
      case SAFETENSORS -> {
        byte[] sent = spec.names() == null ? observed.file(id) : null;
        SafetensorsFile file =
            spec.names() == TensorNames.TORCH
                ? TorchSequential.file(network, provenance)
                : SafetensorsFile.byLayer(network, provenance);
        yield ExportedFile.complete(
            id + ".safetensors", sent == null ? file::writeTo : target -> target.write(sent));
      }
      case ONNX -> {
        OnnxFile file = new OnnxFile(provenance, network, spec.precision());
        yield ExportedFile.complete(id + ".onnx", file::writeTo);
      }
      case KERAS -> {
        KerasFile file = KerasFile.of(network, provenance);
        yield ExportedFile.complete(id + ".keras", file::writeTo);
      }
    };
  }

  /**
   * A run as a page that says what was judged.
   *
   * @param runs number of runs of which pages are made, one after another
   */
  ExportedFile page(TrainingJob job, Judgement judgement, int runs) {
    return ExportedFile.complete(job.id() + ".html", reports.of(job, judgement, runs));
  }

  /**
   * What the diagnosis of a run says.
   *
   * @throws dev.gradtrace.validation.Refusal if it is to be made and cannot be now
   */
  Judgement judgement(TrainingJob job) {
    return reports.judgement(job);
  }

  /**
   * @param after null for all steps
   */
  private ExportedFile events(Subject subject, @Nullable Long after) {
    TrainingJob job = subject.job();
    LossCurve curve = jobs.lossCurve(job.id());
    long from = requireNonNullElse(after, Part.BEGINNING);
    boolean ended = job.status().isFinished();
    Part part = ended ? Part.rest(from) : Part.soFar(from, curve);
    Instant start = start(job);
    EventFile file =
        new EventFile(
            new Recorded(
                curve,
                jobs.trace(job.id()),
                jobs.distributions(job.id()),
                jobs.curvature(job.id()),
                times(job)),
            new Session(subject.group(), subject.hyperparameters(), status(job.status())),
            catalogue.meanings());
    String next =
        "%s/%s/export?format=tensorboard&after=%s"
            .formatted(RunPaths.of(job), job.id(), part.next());
    return new ExportedFile(
        EventFile.name(start, job.id()), target -> file.writeTo(part, target), ended ? null : next);
  }

  /** When a job began, or else when it was accepted. */
  public static Instant start(TrainingJob job) {
    return requireNonNullElse(job.startedAt(), job.createdAt());
  }

  /** The times at which the steps of a job were taken. */
  public WallTimes times(TrainingJob job) {
    WallTimes.Builder times = WallTimes.from(start(job));
    for (JobEvent event : jobs.events(job.id(), 0)) {
      if (event.change() instanceof JobEvent.Progressed progressed) {
        times.mark(progressed.progress().step(), event.at());
      } else if (event.change() instanceof JobEvent.EpochEnded ended) {
        times.mark(ended.evaluation().step(), event.at());
      }
    }
    return times.build();
  }

  private static Session.Status status(JobStatus status) {
    return switch (status) {
      case QUEUED, CANCELLED -> Session.Status.UNKNOWN;
      case RUNNING -> Session.Status.RUNNING;
      case SUCCEEDED -> Session.Status.SUCCESS;
      case FAILED -> Session.Status.FAILURE;
    };
  }
}
