/**
 * The service's JSON, as far as the page reads and writes it. The OpenAPI document says what each
 * member means. Numbers that are not finite arrive as null.
 *
 * @typedef {number | null} Measure null where it is not finite
 * @typedef {{name: string, [parameter: string]: unknown}} Named a choice of the catalogue with its
 *     parameters
 */

/**
 * Networks and data.
 *
 * @typedef {{units: number, activation: string, repeat?: number, useBias?: boolean,
 *     weightInitializer?: Named, biasInitializer?: Named, negativeSlope?: number, alpha?: number,
 *     normalization?: Named, dropout?: number, residual?: Layer[], scale?: number,
 *     normalizationPosition?: string}} Layer or, with `residual`, a block, which has neither units
 *     nor an activation of its own
 * @typedef {{inputs: number, layers: Layer[], weightInitializer?: Named, biasInitializer?: Named,
 *     inputNormalization?: Named, inputDropout?: number}} Network
 * @typedef {{weights: number[][], biases: number[]}} Parameters of one layer
 * @typedef {{id?: string, generator?: Named, inputs?: number[][], targets?: number[][],
 *     labels?: number[], classes?: number, samples?: number}} Data `samples` only where the service
 *     tells of data
 * @typedef {"classification" | "regression"} Task
 * @typedef {{samples: number, features: number, outputs: number, classes?: number,
 *     classNames?: string[], task: Task, columns: string[]}} Shape
 * @typedef {Shape & {id: string, name: string}} Dataset
 * @typedef {{inputs: number[][], targets?: number[][], labels?: number[]}} Rows
 *     `inputs[sample][feature]`
 * @typedef {{separator?: string, decimal?: string, header?: boolean, skippedLines?: number,
 *     droppedRows?: number, filledCells?: number, oneHot?: Record<string, string[]>,
 *     notes: string[]}} Reading of files that were sent
 * @typedef {Shape & Rows & {reading?: Reading}} Preview
 */

/**
 * Training jobs: what is asked, and what is told of them.
 *
 * @typedef {{name?: string, network: Network, cost: string, dataset?: Data, scaling?: string,
 *     targetScaling?: string, validationFraction?: number, validation?: Data, optimizer: Named,
 *     l2?: number, l1?: number, classWeights?: string | number[], maxNorm?: number,
 *     gradientClipValue?: number, gradientClipNorm?: number, gradientClipScope?: string,
 *     learningRateSchedule?: Named, batchSize?: number,
 *     dropLastBatch?: boolean, epochs?: number,
 *     shuffle?: boolean, seed?: number, parameters?: Parameters[], earlyStopping?: {metric: string,
 *     patience?: number, minDelta?: number}, trace?: {everySteps?: number,
 *     maxPoints?: number, distributions?: string[], distributionPoints?: number,
 *     curvature?: boolean, curvaturePoints?: number}, notify?: {url?: string,
 *     events?: string[], secret?: string}}} JobBody
 * @typedef {Network & {parameterCount: number}} SpecNetwork
 * @typedef {JobBody & {network: SpecNetwork, dataset: Data, validationFraction: number, l2: number,
 *     learningRateSchedule: Named, batchSize: number, epochs: number, elsewhere?: boolean}} JobSpec
 *     with every default filled in; `elsewhere`, which the page adds, if somebody else trains
 * @typedef {"queued" | "running" | "succeeded" | "failed" | "cancelled"} Status
 * @typedef {{epoch: number, epochs: number, step: number, steps: number, fraction: number,
 *     samplesPerSecond: Measure, remainingSeconds: Measure}} Progress
 * @typedef {{trainingLoss: Measure, trainingAccuracy?: Measure, validationLoss?: Measure,
 *     validationAccuracy?: Measure, stopReason: string}} Result
 * @typedef {{id: string, name?: string, notes?: string, tags?: string[], lastStep?: number | null,
 *     status: Status | "deleted", createdAt: string, startedAt?: string,
 *     finishedAt?: string, progress: Progress, result?: Result, error?: {code: string,
 *     message: string}, spec: JobSpec, notify?: {origin: string, events: string[]} | null}} Job
 *     the page makes it `deleted` when it is gone while it is shown
 * @typedef {{event: string, state: "pending" | "delivered" | "failed", attempts: number,
 *     statusCode: number | null, error: string | null, createdAt: string,
 *     nextAttemptAt: string | null}} Delivery
 * @typedef {{inputs: number, layers: Layer[], layersOmitted: number, depth: number,
 *     parameterCount: number}} NetworkSummary
 * @typedef {Omit<Job, "spec"> & {spec: {network: NetworkSummary, cost: string,
 *     optimizer: {name: string, learningRate: number}, dataset: {id?: string,
 *     generator?: string, samples?: number}}}} JobSummary as lists show it
 */

/**
 * What is recorded of a job. Series have one value for each recorded step, or epoch.
 *
 * @typedef {{epoch: number[], step: number[], trainingLoss: Measure[],
 *     trainingAccuracy?: Measure[], validationLoss?: Measure[],
 *     validationAccuracy?: Measure[], meanBatchLoss?: Measure[]}} Epochs
 * @typedef {{complete: boolean, batches: {step: number[], loss: Measure[],
 *     trainingLoss?: Measure[]},
 *     epochs: Epochs}} LossCurve
 * @typedef {{complete: boolean, step: number[], sharpness: Measure[], samples: number[],
 *     bound: Measure[]}} CurvatureSeries
 * @typedef {{layer: number, block?: number | null,
 *     metrics: Record<string, Measure[]>}} LayerSeries
 * @typedef {{block: number, inputGradientLog10: Measure[],
 *     outputGradientLog10: Measure[]}} BlockSeries
 * @typedef {{complete: boolean, step: number[], epoch: number[], loss: Measure[],
 *     flow: {slopePerLayer: Measure[], costGradientLog10: Measure[], noiseScale?: Measure[],
 *     slopePerBlock?: Measure[], blocks?: BlockSeries[]},
 *     layers: LayerSeries[]}} GradientTrace
 * @typedef {{layer: number, units: number, activation: string, count: number[], zero: number[],
 *     nonFinite: number[], firstExponent: (number | null)[], negative: number[][],
 *     positive: number[][], maxAbsLog10: Measure[], belowFloat32: Measure[],
 *     belowBfloat16: Measure[], belowFloat16: Measure[]}} LayerDistributions
 * @typedef {{complete: boolean, of: string, step: number[],
 *     layers: LayerDistributions[]}} Distributions
 */

/**
 * Looks before training.
 *
 * @typedef {{block: number, inputGradientLog10: Measure, outputGradientLog10: Measure}} BlockFlow
 * @typedef {{costGradientLog10: Measure, slopePerLayer: Measure, slopePerBlock?: Measure,
 *     blocks?: BlockFlow[]}} Flow
 * @typedef {{layer: number, block?: number | null, deltaLog10: Measure, weightGainLog10: Measure,
 *     junctionGainLog10: Measure, activationGainLog10: Measure,
 *     normalizationGainLog10: Measure}} LayerGains
 * @typedef {{layers: {layer: number, gradientGainLog10Forecast: Measure}[],
 *     slopePerLayerForecast: Measure, slopePerLayerFiniteWidthForecast: Measure,
 *     slopePerBlockForecast: Measure, regime?: string, depthScale: Measure, trainableDepth: Measure,
 *     conditions: {layers: number[], reason: string}[]}} Forecast
 * @typedef {{loss: Measure, flow: Flow, layers: LayerGains[]}} Measurement
 * @typedef {Measurement & {forecast: Forecast}} Gradient
 * @typedef {{sample: number, output: number[], target: number[], perCost: {cost: string,
 *     loss: Measure, deltaNorm: Measure}[]}} SampleComparison
 * @typedef {{costs: Measurement[], comparisons: object[], samples: SampleComparison[],
 *     answer: string}} CostComparison
 * @typedef {{name: string, learningRate: Measure, reason: string}} RateSuggestion
 * @typedef {{learningRate: number[], loss: Measure[], smoothedLoss: Measure[],
 *     stoppedBecause: string, suggestions: RateSuggestion[],
 *     recommended: string | null}} LearningRateTest
 */

/**
 * Diagnoses.
 *
 * @typedef {{experimentId: string, metric: string, helped: boolean, before: Measure,
 *     after: Measure}} Effect
 * @typedef {import("../json/patch.js").Operation} Operation
 * @typedef {{title: string, patch: Operation[], measured?: Effect}} Remedy
 * @typedef {"error" | "warning" | "info"} Severity
 * @typedef {{rule: string, severity: Severity, causedBy?: string, layers: number[],
 *     firstStep?: number | null, measured: Measure, threshold: Measure, evidence: Record<string,
 *     unknown>, explanation: string, remedies: Remedy[]}} Finding
 * @typedef {{rule: string, measured: Measure, threshold: Measure, reason?: string}} Clean
 * @typedef {{rule: string, reason: string, detail: string}} NotChecked
 * @typedef {{rule: string, reason: string}} NotApplicable
 * @typedef {{measured: Measure, attainable: Measure, constantAnswer: Measure, of: string,
 *     basis: string}} Attainment
 * @typedef {{tried: string, result: string, wouldDecide: string}} Doubt
 * @typedef {"healthy" | "faulty" | "undecided"} Verdict
 * @typedef {{text: string, problem: string, rule: string | null, vain: string[],
 *     remedy: Remedy | null, shown: boolean}} Headline
 * @typedef {{complete: boolean, verdict: Verdict, headline: Headline, findings: Finding[], clean: Clean[],
 *     notChecked: NotChecked[], notApplicable: NotApplicable[], attainment: Attainment | null,
 *     undecidedBecause: Doubt[], treatments: Remedy[]}} Diagnosis
 */

/**
 * Experiments and the comparison of their cells.
 *
 * @typedef {Record<Status | "deleted", number>} Counts
 * @typedef {{cell: number, title?: string, factors: Record<string, unknown>}} CellName
 * @typedef {CellName & {runId: string, seed: number, jobId?: string, status: Status | "deleted",
 *     summary?: Result}} Run
 * @typedef {{id: string, name?: string, question?: string, tags?: string[], createdAt: string,
 *     status: Status, counts: Counts}} ExperimentSummary
 * @typedef {ExperimentSummary & {notes?: string, runs: Run[]}} Experiment
 * @typedef {{mean: Measure, sd?: Measure, ratio?: Measure}} Spread over seeds; `ratio` to the
 *     baseline
 * @typedef {{layer: number, metrics: Record<string, Spread>}} ComparedLayer
 * @typedef {CellName & {runs: number, succeeded: number, failed: number, diverged: number,
 *     figures: Record<string, Spread>, layers: ComparedLayer[]}} Cell
 * @typedef {{baseline: string, loss: Measure, cells: Cell[]}} ExperimentComparison `baseline` is a
 *     run of the cell
 */

/**
 * What can be chosen.
 *
 * @typedef {{name: string, type: string, default: unknown, range: string,
 *     meaning: string}} Parameter
 * @typedef {{name: string, formula: string, parameters: Parameter[], meaning: string}} Entry
 * @typedef {{name: string, question: string, formula: string, meaning: string, inTheTrace: string,
 *     source: string}} Rule
 * @typedef {{activations: Entry[], normalizations: Entry[], costs: Entry[], initializers: Entry[],
 *     optimizers: Entry[],
 *     learningRateSchedules: Entry[], generators: Entry[], metrics: Entry[],
 *     rules: Rule[]}} Catalogue
 * @typedef {{what: string, value: number, tolerance: number, pointer: string}} Expectation
 * @typedef {{name: string, title: string, question: string, source: string, settings?: string,
 *     endpoint: string, request: Record<string, unknown>, expected: Expectation[],
 *     explanation?: string}} Preset
 */

/**
 * One page of a list, and the address of the next.
 *
 * @template T
 * @typedef {{data: T[], next?: string}} Page
 */

export {};
