/** How a status is told: by icon and word; colour only repeats it. */
import type {
  CriterionStatus,
  ElementStatus,
  Involvement,
  LayerRuleStatus,
  RelationNotJudged,
  RelationVerdict,
} from '../../assessment/types.js';
import type { Severity, Status } from '../../vocabulary/index.js';

export interface StatusView {
  /** Class that gives the colour. */
  tone: 'good' | 'fair' | 'bad' | 'mute' | 'told';
  /** Class that gives the icon. */
  icon: 'full' | 'half' | 'open' | 'gone' | 'dash' | 'cross' | 'person' | 'bang' | 'info';
  word: string;
}

type Told =
  | ElementStatus
  | CriterionStatus
  | RelationVerdict
  | RelationNotJudged['reason']
  | LayerRuleStatus
  | Involvement
  | Severity
  | Status;

const STATUSES: Record<Told, StatusView> = {
  present: { tone: 'good', icon: 'full', word: 'present' },
  defined: { tone: 'good', icon: 'full', word: 'defined' },
  declared: { tone: 'fair', icon: 'half', word: 'declared only' },
  absent: { tone: 'bad', icon: 'gone', word: 'absent' },
  'not-observable': { tone: 'mute', icon: 'dash', word: 'not observable' },
  met: { tone: 'good', icon: 'full', word: 'met' },
  'partly-met': { tone: 'fair', icon: 'half', word: 'partly met' },
  'not-met': { tone: 'bad', icon: 'cross', word: 'not met' },
  'not-observed': { tone: 'mute', icon: 'open', word: 'not observed' },
  attested: { tone: 'told', icon: 'person', word: 'attested' },
  'not-applicable': { tone: 'mute', icon: 'dash', word: 'not applicable' },
  convergence: { tone: 'good', icon: 'full', word: 'as modelled' },
  divergence: { tone: 'bad', icon: 'bang', word: 'against the model' },
  absence: { tone: 'bad', icon: 'gone', word: 'not found' },
  'end-absent': { tone: 'mute', icon: 'dash', word: 'an end is absent' },
  'not-found': { tone: 'mute', icon: 'dash', word: 'allowed, not there' },
  holds: { tone: 'good', icon: 'full', word: 'kept' },
  broken: { tone: 'bad', icon: 'cross', word: 'not kept' },
  'nothing-selected': { tone: 'mute', icon: 'dash', word: 'nothing to apply it to' },
  stated: { tone: 'mute', icon: 'dash', word: 'stated, not looked for' },
  off: { tone: 'mute', icon: 'dash', word: 'off by default' },
  automated: { tone: 'good', icon: 'full', word: 'automated' },
  gated: { tone: 'told', icon: 'person', word: 'gated by an approval' },
  manual: { tone: 'fair', icon: 'half', word: 'manual' },
  error: { tone: 'bad', icon: 'cross', word: 'error' },
  warning: { tone: 'fair', icon: 'bang', word: 'warning' },
  info: { tone: 'mute', icon: 'info', word: 'info' },
};

export const statusView = (status: Told): StatusView => STATUSES[status];
