import {relative} from "./client.js";

const KINDS = ["status", "progress", "epoch", "finding"];

/**
 * Follows a job: `heard({kind, data})` for each event, past ones first, until its final status or until the signal is
 * aborted. The browser resumes a broken stream by itself, without gap or double (`Last-Event-ID`).
 */
export function follow(jobId, heard, signal) {
  const source = new EventSource(relative(`/v1/training-jobs/${encodeURIComponent(jobId)}/events`));
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => {
      const data = JSON.parse(event.data);
      heard({kind, data});
      if (kind === "status" && ["succeeded", "failed", "cancelled"].includes(data.status)) {
        source.close();
      }
    });
  }
  signal.addEventListener("abort", () => source.close());
}
