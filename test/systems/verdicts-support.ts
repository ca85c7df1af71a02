/** Verdicts of the maturity models over invented sources, and definitions that several of their tests need. */
import type { CriterionVerdict } from '../../src/assessment/types.js';
import { auditFiles, type Files } from './support.js';

export async function verdicts(
  files: Files,
): Promise<(id: string) => Pick<CriterionVerdict, 'status' | 'summary' | 'evidence'>> {
  const { assessment } = await auditFiles(files);
  const all = assessment.maturity
    .filter(({ model }) => model === 'google-mlops' || model === 'microsoft-mlops')
    .flatMap(({ criteria }) => criteria);
  return (id) => {
    const found = all.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return found;
  };
}

export const places = ({ evidence }: Pick<CriterionVerdict, 'evidence'>): string[] =>
  evidence.map((e) => `${e.file}:${e.line}`);

export const BUNDLE =
  'bundle: {name: churn}\ninclude: [resources/*.yml]\ntargets:\n  dev: {default: true}\n  prod: {}\n';

export const workflow = (on: string, more = ''): string => `on: ${on}
jobs:
  deploy:
    runs-on: ubuntu-latest${more}
    steps:
      - run: kubectl apply -f serve.yaml
`;
export const SERVE = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: churn}
spec: {predictor: {sklearn: {storageUri: "s3://models/churn"}}}
`;
