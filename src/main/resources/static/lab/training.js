import {h} from "../ui/dom.js";
import {choiceField, flagField, jsonField, numberField, textField} from "./fields.js";
import {namedChoice} from "./named.js";

/** Cost, optimizer and everything else that says how to train. */
export function trainingSection(design, catalogue) {
  return h("fieldset", {class: "training"}, [
    h("legend", {}, "Training"),
    h("div", {class: "fields"}, [
      choiceField(design, "/cost", {label: "cost", names: catalogue.costs.map(({name}) => name)}),
    ]),
    namedChoice(design, "/optimizer", catalogue.optimizers, {
      label: "optimizer",
      kept: ["learningRate"],
    }),
    h("div", {class: "fields"}, [
      numberField(design, "/batchSize", {label: "batch size", placeholder: "32"}),
      numberField(design, "/epochs", {label: "epochs", placeholder: "1"}),
      numberField(design, "/seed", {label: "seed", placeholder: "0"}),
    ]),
    folded(
      "Regularisation, schedule, clipping",
      design,
      ["/l2", "/gradientClipNorm", "/learningRateSchedule"],
      h("div", {class: "fields"}, [
        numberField(design, "/l2", {label: "λ of L2", placeholder: "0", hint: "cost + (λ/2n)‖w‖²"}),
        numberField(design, "/gradientClipNorm", {label: "clip ‖gradient‖ at", placeholder: "off"}),
      ]),
      namedChoice(design, "/learningRateSchedule", catalogue.learningRateSchedules, {
        label: "learning rate over time",
        empty: "constant (default)",
      }),
    ),
    folded("Early stopping", design, ["/earlyStopping"], earlyStopping(design)),
    folded(
      "What is recorded, name, given weights",
      design,
      ["/trace", "/name", "/shuffle", "/parameters"],
      h("div", {class: "fields"}, [
        numberField(design, "/trace/everySteps", {
          label: "every … steps",
          placeholder: "auto",
          hint: "empty: dense at first, then thinned",
        }),
        numberField(design, "/trace/maxPoints", {label: "at most … points", placeholder: "500"}),
        flagField(design, "/shuffle", {label: "shuffle every epoch", otherwise: true}),
        textField(design, "/name", {label: "name of the job", placeholder: "none"}),
      ]),
      jsonField(design, "/parameters", {
        label: "weights and biases to start from",
        hint: 'JSON: [{"weights": [[…]], "biases": […]}, …] in the order of the layers; empty: drawn from the initialisers',
      }),
    ),
  ]);
}

/** Options most runs do without, folded away unless one of them is set. */
function folded(title, design, pointers, ...children) {
  return h("details", {open: pointers.some((pointer) => design.get(pointer) !== undefined)}, [
    h("summary", {}, title),
    children,
  ]);
}

const METRICS = ["training_loss", "training_accuracy", "validation_loss", "validation_accuracy"];

function earlyStopping(design) {
  const parameters = h("div", {class: "fields"});
  const render = () =>
    parameters.replaceChildren(
      ...(design.get("/earlyStopping") === undefined
        ? []
        : [
            numberField(design, "/earlyStopping/patience", {
              label: "patience, epochs",
              placeholder: "1",
            }),
            numberField(design, "/earlyStopping/minDelta", {
              label: "least improvement",
              placeholder: "0",
            }),
          ]),
    );
  const choose = (metric) => {
    design.set("/earlyStopping", metric && {...design.get("/earlyStopping"), metric});
    render();
  };
  render();
  return h("div", {class: "fields", dataset: {pointer: "/earlyStopping"}}, [
    choiceField(design, "/earlyStopping/metric", {
      label: "stop when no longer better:",
      names: METRICS,
      empty: "never",
      chosen: choose,
    }),
    parameters,
    h("p", {class: "fault", hidden: true}),
  ]);
}
