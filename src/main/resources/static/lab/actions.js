import {post, Problem} from "../api/client.js";
import {announce, h} from "../ui/dom.js";
import {problemPanel} from "../ui/problem.js";
import {goTo} from "../route.js";
import {checkOf, lookOf, trainingOf} from "./requests.js";
import {KINDS} from "./variant.js";

/**
 * What can be done with the design. Each action shows its faults at the fields and its result below.
 *
 * @param {{design: import("./design.js").Design, preset?: object, faults: import("./faults.js").Faults, results: HTMLElement,
 *   compareWith: (variant) => void, settle: () => Promise<void>, looked: Function, signal: AbortSignal}} lab
 */
export function actionsOf(lab) {
  const {design, preset, faults, results, compareWith, signal} = lab;
  const options = {signal};

  /** Runs one action; says that it does, and what was wrong with it. The reader is led to the result, unless `quietly`. */
  const attempt = async (button, busy, act, {quietly = false} = {}) => {
    if (button.getAttribute("aria-busy")) {
      return;
    }
    const text = button.textContent;
    button.setAttribute("aria-busy", "true");
    button.textContent = busy;
    faults.show("request", []);
    try {
      await act();
      quietly || results.querySelector("h2")?.focus();
    } catch (error) {
      if (error.name === "AbortError" || signal.aborted) {
        return;
      }
      if (error instanceof Problem && error.faults.length > 0) {
        faults.show("request", error.faults);
        faults.focusFirst();
      } else {
        results.replaceChildren(problemPanel(error));
        results.scrollIntoView({block: "center"});
      }
    } finally {
      button.removeAttribute("aria-busy");
      button.textContent = text;
    }
  };

  const train = async () => {
    await lab.settle();
    const [a, b] = trainingOf(design);
    // B first: what is wrong with both is said of the fields of A, what only B has, of its own.
    const second = b && (await atVariant(design.variant, () => post(b.path, b.body, options)));
    const job = await post(a.path, a.body, options).catch(async (error) => {
      // There is nothing to compare B with. It may have ended by itself, which is as good.
      second && (await post(`${b.path}/${second.id}/cancel`).catch(() => null));
      throw error;
    });
    goTo("runs", [second ? `${job.id},${second.id}` : job.id]);
  };

  const look = async () => {
    const requests = lookOf(design, preset?.request.include);
    const {showLook} = await import("./look.js");
    const answers = await atVariant(design.variant, () =>
      Promise.all(requests.map(({path, body}) => post(path, body, options))),
    ).catch(translate);
    showLook(results, design, answers, signal);
    await lab.looked(requests, answers);
    announce("What the look has shown is above the form.");
  };

  const check = async () => {
    const [{path, body}] = checkOf(design);
    const diagnosis = await post(path, body, options);
    const {showCheck} = await import("./checkup.js");
    showCheck(results, diagnosis, compareWith);
  };

  const experiment = async () => {
    await lab.settle();
    const {id} = await post(preset.endpoint, preset.request, options);
    goTo("experiments", [id]);
  };
  return {attempt, train, look, check, experiment};
}

/** Faults of what B has otherwise belong to the choice of B. */
async function atVariant(variant, act) {
  try {
    return await act();
  } catch (error) {
    const prefix = variant && KINDS[variant.kind].pointer;
    if (prefix && error instanceof Problem) {
      error.faults = error.faults.map((fault) =>
        fault.pointer.startsWith(prefix)
          ? {...fault, pointer: `/variant${fault.pointer.slice(prefix.length)}`}
          : fault,
      );
    }
    throw error;
  }
}

/** Pointers into a look's request, as those of the fields they were made of. */
function translate(error) {
  if (error instanceof Problem) {
    const names = [
      ["/batch/dataset", "/dataset"],
      ["/batch/first", "/first"],
      ["/costs/0", "/cost"],
      ["/costs/1", "/variant"],
    ];
    error.faults = error.faults.map((fault) => {
      const [from, to] = names.find(([prefix]) => fault.pointer.startsWith(prefix)) ?? ["", ""];
      return {...fault, pointer: to + fault.pointer.slice(from.length)};
    });
  }
  throw error;
}

/** The row of buttons; the one the preset is about comes first and stands out. */
export function actionBar(actions, mode) {
  const button = (text, busy, act, main) => {
    const element = h(
      "button",
      {
        type: "button",
        class: main ? "primary" : "",
        onclick: () => actions.attempt(element, busy, act),
      },
      text,
    );
    return element;
  };
  return [
    mode === "experiment" && button("Run the experiment", "Submitting …", actions.experiment, true),
    button(
      mode === "experiment" ? "Run one job" : "Run",
      "Submitting …",
      actions.train,
      mode === "train" || mode === undefined,
    ),
    button("Look before training", "Looking …", actions.look, mode === "look"),
    button("Check", "Checking …", actions.check, false),
  ].filter(Boolean);
}
