import {messageOf} from "../api/client.js";
import {fill, h} from "../ui/dom.js";
import {fold} from "../ui/fold.js";
import {choiceField, flagField, jsonField, manyField, numberField, textField} from "./fields.js";
import {namedChoice} from "./named.js";

/**
 * @import {Catalogue} from "../api/contract.js"
 * @import {Child} from "../ui/dom.js"
 * @import {Design} from "./design.js"
 */

/** What distributions can be kept of. */
const TENSORS = ["weights", "weightGradient", "delta", "preactivation", "activation", "update"];

const METRICS = ["training_loss", "training_accuracy", "validation_loss", "validation_accuracy"];

/**
 * Cost, optimizer and everything else that says how to train.
 *
 * @param {Design} design
 * @param {Catalogue} catalogue
 */
export function trainingSection(design, catalogue) {
  const costs = catalogue.costs.map(({name}) => name);
  return h("fieldset", {class: "training"}, [
    h("legend", {}, "Training"),
    h("div", {class: "fields"}, [choiceField(design, "/cost", {label: "cost", names: costs})]),
    namedChoice(design, "/optimizer", catalogue.optimizers, {
      label: "optimizer",
      kept: ["learningRate"],
    }),
    h("div", {class: "fields"}, [
      numberField(design, "/batchSize", {label: "batch size", placeholder: "32"}),
      flagField(design, "/dropLastBatch", {label: "full batches only", otherwise: false}),
      numberField(design, "/epochs", {label: "epochs", placeholder: "1"}),
      numberField(design, "/seed", {label: "seed", placeholder: "0"}),
    ]),
    regularisation(design, catalogue),
    folded("Early stopping", design, ["/earlyStopping"], () => earlyStopping(design)),
    recording(design),
    fold("News to a server", {open: design.notify !== undefined}, () => news(design)),
  ]);
}

/** @param {Design} design */
function news(design) {
  const fields = h("div", {class: "fields"});
  const show = async () => {
    try {
      const {newsFields} = await import("./news.js");
      fill(fields, newsFields(design));
    } catch (error) {
      fill(fields, messageOf(error));
    }
  };
  show();
  return h("div", {dataset: {pointer: "/notify"}}, [
    fields,
    h("p", {class: "fault", hidden: true}),
  ]);
}

/**
 * @param {Design} design
 * @param {Catalogue} catalogue
 */
function regularisation(design, {learningRateSchedules}) {
  const pointers = [
    "/l2",
    "/l1",
    "/maxNorm",
    "/gradientClipNorm",
    "/gradientClipScope",
    "/gradientClipValue",
    "/classWeights",
    "/learningRateSchedule",
  ];
  return folded("Regularisation, weights of classes, schedule, clipping", design, pointers, () => [
    h("div", {class: "fields"}, [
      numberField(design, "/l2", {label: "λ of L2", placeholder: "0", hint: "cost + (λ/2n)‖w‖²"}),
      numberField(design, "/l1", {label: "λ of L1", placeholder: "0", hint: "cost + (λ/n)Σ|w|"}),
      numberField(design, "/maxNorm", {label: "‖weights of a unit‖ at most", placeholder: "off"}),
      numberField(design, "/gradientClipNorm", {
        label: "clip ‖gradient‖ at",
        placeholder: "off",
      }),
      choiceField(design, "/gradientClipScope", {
        label: "of",
        names: ["global", "layer"],
        empty: "all layers (default)",
      }),
      numberField(design, "/gradientClipValue", {label: "clip entries at", placeholder: "off"}),
    ]),
    jsonField(design, "/classWeights", {
      label: "weights of classes",
      hint: 'JSON: "balanced", or a number for each class: [1, 20]; empty: 1 each',
    }),
    namedChoice(design, "/learningRateSchedule", learningRateSchedules, {
      label: "learning rate over time",
      empty: "constant (default)",
    }),
  ]);
}

/** @param {Design} design */
function recording(design) {
  const pointers = ["/trace", "/name", "/shuffle", "/parameters"];
  return folded("What is recorded, name, given weights", design, pointers, () => [
    h("div", {class: "fields"}, [
      numberField(design, "/trace/everySteps", {
        label: "every … steps",
        placeholder: "auto",
        hint: "empty: dense at first, then thinned",
      }),
      numberField(design, "/trace/maxPoints", {label: "at most … points", placeholder: "500"}),
      manyField(design, "/trace/distributions", {
        label: "distributions of",
        names: TENSORS,
        hint: "by sign and octave, at some steps",
      }),
      numberField(design, "/trace/distributionPoints", {
        label: "distributions at most at … steps",
        placeholder: "50",
      }),
      flagField(design, "/trace/curvature", {
        label: "curvature",
        hint: "the largest eigenvalue of the Hessian beside 2/η, at 50 steps",
        otherwise: false,
      }),
      flagField(design, "/shuffle", {label: "shuffle every epoch", otherwise: true}),
      textField(design, "/name", {label: "name of the job", placeholder: "none"}),
    ]),
    jsonField(design, "/parameters", {
      label: "weights and biases to start from",
      hint:
        'JSON: [{"weights": [[…]], "biases": […]}, …] in the order of the layers; ' +
        "empty: drawn from the initialisers",
    }),
  ]);
}

/**
 * Options most runs do without, folded away unless one of them is set.
 *
 * @param {string} title
 * @param {Design} design
 * @param {string[]} pointers
 * @param {() => Child} content
 */
function folded(title, design, pointers, content) {
  const open = pointers.some((pointer) => design.get(pointer) !== undefined);
  return fold(title, {open}, content);
}

/** @param {Design} design */
function earlyStopping(design) {
  const parameters = h("div", {class: "fields"});
  const render = () =>
    fill(
      parameters,
      design.body.earlyStopping && [
        numberField(design, "/earlyStopping/patience", {
          label: "patience, epochs",
          placeholder: "1",
        }),
        numberField(design, "/earlyStopping/minDelta", {
          label: "least improvement",
          placeholder: "0",
        }),
      ],
    );
  /** @param {string} metric */
  const chosen = (metric) => {
    const {earlyStopping: given} = design.body;
    design.set("/earlyStopping", metric === "" ? undefined : {...given, metric});
    render();
  };
  render();
  const label = "stop when no longer better:";
  return h("div", {class: "fields", dataset: {pointer: "/earlyStopping"}}, [
    choiceField(design, "/earlyStopping/metric", {label, names: METRICS, empty: "never", chosen}),
    parameters,
    h("p", {class: "fault", hidden: true}),
  ]);
}
