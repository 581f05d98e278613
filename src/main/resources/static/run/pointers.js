/**
 * @import {Job} from "../api/contract.js"
 * @import {Selection} from "./selection.js"
 * @import {Handlers} from "../charts/heatmap.js"
 * @import {Pointing} from "../charts/pointing.js"
 */

/**
 * What the pointer and the keys do on a heat map.
 *
 * @param {Selection} selection
 * @returns {Handlers}
 */
export function followed(selection) {
  return {
    onPoint: (place) => selection.hover(place && {step: place.step, layers: [place.layer]}),
    onChoose: ({step, layer}) => selection.go(step, layer),
    onGo: ({step, layer}) => selection.go(step, layer),
  };
}

/**
 * What the pointer does where layers lie across.
 *
 * @param {Selection} selection
 * @param {(place: number) => number | undefined} layerAt
 * @returns {Pointing}
 */
export function alongLayers(selection, layerAt) {
  return {
    onPoint: (place) => {
      const layer = place === null ? undefined : layerAt(place);
      selection.hover(layer === undefined ? null : {layers: [layer]});
    },
    onChoose: (place) => {
      const layer = layerAt(place);
      if (layer !== undefined) {
        selection.chooseLayer(layer);
      }
    },
  };
}

/**
 * What the pointer does where epochs lie across.
 *
 * @param {Selection} selection
 * @param {{job: Job}} run whose epochs they are
 * @returns {Pointing}
 */
export function alongEpochs(selection, run) {
  /** @param {number} place */
  const stepAt = (place) => {
    const {steps, epochs} = run.job.progress;
    return Math.max(1, Math.round((place * steps) / epochs));
  };
  return {
    onPoint: (place) => selection.hover(place === null ? null : {step: stepAt(place)}),
    onChoose: (place) => selection.choose(stepAt(place)),
  };
}

/**
 * What the pointer does where steps lie across.
 *
 * @param {Selection} selection
 * @returns {Pointing}
 */
export function alongSteps(selection) {
  return {
    onPoint: (place) => selection.hover(place === null ? null : {step: Math.round(place)}),
    onChoose: (place) => selection.choose(Math.round(place)),
  };
}
