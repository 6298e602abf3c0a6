/**
 * What a cache is judged by, from its events.
 *
 * @module
 */
export { answerKind, type AnswerKind } from '../answer-kind.ts'
export type { Counts, Rates } from '../counts.ts'
export {
  createStats,
  type Figures,
  type Latency,
  type LatencyKind,
  type ReadOptions,
  type StatsCollector,
  type StatsOptions,
  type StatsReport,
} from './create-stats.ts'
export type { TemplateOf } from './endpoint-template.ts'
export {
  createQuantileSketch,
  type QuantileSketch,
  quantileSketchFrom,
  type SerialisedSketch,
} from './quantile-sketch.ts'
