package dev.gradtrace.web.datasets;

import dev.gradtrace.access.Caller;
import dev.gradtrace.contract.Context;
import dev.gradtrace.dataset.store.Datasets;
import dev.gradtrace.validation.Refusal;
import dev.gradtrace.web.access.Access;
import dev.gradtrace.web.access.Belongings;
import dev.gradtrace.web.access.Callers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Ownership of datasets, checked in paths and where requests name a dataset. */
@Component
final class DatasetOwners implements Belongings, Context.Sight {

  private final Datasets datasets;
  private final Access access;

  DatasetOwners(Datasets datasets, Access access) {
    this.datasets = datasets;
    this.access = access;
  }

  @Override
  public List<String> paths() {
    return List.of(DatasetsController.PATH);
  }

  @Override
  public @Nullable String owner(String id) {
    return datasets.owner(id);
  }

  @Override
  public boolean isEveryones(String id) {
    return datasets.isBuiltIn(id);
  }

  @Override
  public RuntimeException unknown(String id) {
    return Refusal.missing("dataset", id);
  }

  /** Whether the caller of this thread's request may see the dataset; true outside of requests. */
  @Override
  public boolean includes(String id) {
    if (!access.ownOnly()
        || !(RequestContextHolder.getRequestAttributes()
            instanceof ServletRequestAttributes asked)) {
      return true;
    }
    Caller caller = Callers.of(asked.getRequest());
    String owner = access.ownerSeenBy(caller);
    return owner == null || isEveryones(id) || belongsTo(owner, id);
  }

  private boolean belongsTo(String owner, String id) {
    try {
      return owner.equals(datasets.owner(id));
    } catch (Refusal unknown) {
      return false;
    }
  }
}
