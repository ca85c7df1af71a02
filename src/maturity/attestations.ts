/** What people state about criteria: whether it can be used, whether it counts on a day, and what it is at odds with. */
import type { Attestation, CriterionAttestation, MaturityVerdict, Notice } from '../assessment/types.js';
import { isQuestionnaire, type MaturityModel } from './types.js';

/** What is wrong with an attestation itself, whatever the day and the definitions. */
export interface AttestationFault {
  attestation: Attestation;
  /** One sentence. */
  message: string;
}

/** @returns the first attestation that names nothing, names too much, or is at odds with another one */
export function findAttestationFault(
  attestations: readonly Attestation[],
  models: readonly MaturityModel[],
): AttestationFault | undefined {
  const seen = new Map<string, Attestation[]>();
  for (const attestation of attestations) {
    const { criterion, model, value } = attestation;
    const fault = (message: string): AttestationFault => ({ attestation, message });
    if (model !== undefined && !models.some((m) => m.id === model))
      return fault(
        `there is no maturity model ${JSON.stringify(model)}; there are ${listOf(models.map((m) => m.id))}.`,
      );
    const holders = models.filter((m) => isOf(attestation, m));
    const [holder] = holders;
    if (!holder)
      return fault(
        `${model ?? 'no maturity model'} has ${model === undefined ? 'a' : 'no'} criterion ${JSON.stringify(criterion)}; refarch attest lists those that can be attested.`,
      );
    if (holders.length > 1)
      return fault(`${JSON.stringify(criterion)} is in ${listOf(holders.map((m) => m.id))}; say which with "model".`);
    if (value === 0.5 && !(isQuestionnaire(holder) && holder.scoring))
      return fault(`${holder.id} gives no half points; the value of ${JSON.stringify(criterion)} is true or false.`);
    const key = `${holder.id}\n${criterion}`;
    const others = seen.get(key) ?? [];
    const against = others.find((other) => other.value !== value && overlap(other, attestation));
    if (against)
      return fault(
        `${JSON.stringify(criterion)} is attested as ${value} here and as ${against.value}${against.line === undefined ? '' : ` in line ${against.line}`}; let one expire before the other begins.`,
      );
    seen.set(key, [...others, attestation]);
  }
  return undefined;
}

const isOf = ({ criterion, model }: Attestation, { id, criteria }: MaturityModel): boolean =>
  (model === undefined || model === id) && criteria.some((c) => c.id === criterion);

const listOf = (words: readonly string[]): string => words.join(', ');

/** Whether there is a day on which both count. */
function overlap(a: Attestation, b: Attestation): boolean {
  const before = (x: Attestation, y: Attestation): boolean => x.expires !== undefined && x.expires < y.date;
  return !before(a, b) && !before(b, a);
}

/**
 * @param today day as YYYY-MM-DD; without it nothing expires
 * @returns by criterion, the newest attestation that counts, or else the newest
 */
export function attestationsOf(
  model: MaturityModel,
  attestations: readonly Attestation[],
  today: string | undefined,
): Map<string, CriterionAttestation> {
  const byCriterion = new Map<string, CriterionAttestation>();
  for (const attestation of attestations) {
    if (!isOf(attestation, model)) continue;
    const { criterion, value, by, date, expires, link, note, file, line } = attestation;
    const known = byCriterion.get(criterion);
    const next: CriterionAttestation = {
      value,
      by,
      date,
      ...(expires === undefined ? {} : { expires }),
      ...(link === undefined ? {} : { link }),
      ...(note === undefined ? {} : { note }),
      file,
      ...(line === undefined ? {} : { line }),
      state: stateOn(attestation, today),
    };
    if (!known || rank(next) > rank(known)) byCriterion.set(criterion, next);
  }
  return byCriterion;
}

function stateOn({ date, expires }: Attestation, today: string | undefined): CriterionAttestation['state'] {
  if (today === undefined) return 'in-force';
  if (date > today) return 'not-yet';
  return expires !== undefined && expires < today ? 'expired' : 'in-force';
}

const rank = ({ state, date }: CriterionAttestation): string => `${state === 'in-force' ? 1 : 0}${date}`;

/** What a reader of the report has to know: what no longer counts, and what the definitions contradict. */
export function attestationNotices({ criteria, model }: MaturityVerdict): Notice[] {
  return criteria.flatMap(({ id, attestation, status }): Notice[] => {
    if (!attestation || (attestation.state === 'in-force' && !attestation.contradicts)) return [];
    const { by, date, expires, state, file, line, value } = attestation;
    const what = `The attestation of ${id} (${model}) by ${by} on ${date}`;
    const message = attestation.contradicts
      ? `${what} says ${value === false ? 'that it does not hold' : 'that it holds'}, the definitions show ${status === 'met' ? 'that it does' : 'that it does not'}; the definitions decide.`
      : state === 'expired'
        ? `${what} expired on ${expires ?? ''} and is not counted.`
        : `${what} lies in the future and is not counted.`;
    const place = line === undefined ? file : `${file}:${line}`;
    return [{ source: '', file: place, reason: 'attestation', message, incomplete: false }];
  });
}
