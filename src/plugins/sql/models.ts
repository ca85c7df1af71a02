/** Models in SQL: trained, imported, evaluated, applied, checked, watched. */
import type { Trait } from '../../facts/types.js';
import type { SqlStatement } from '../../syntax/types.js';
import { hasWord, METRIC_WORDS, wordsOf } from '../shared/gates/words.js';
import { keepsWhatModelGave } from '../shared/sql.js';
import type { FactWriter } from '../shared/writer.js';

const CREATE_MODEL =
  /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP(?:ORARY)?\s+)?MODEL\s+(?:IF\s+NOT\s+EXISTS\s+)?(?!MONITOR\b)([\w."`${}()-]+)/i;
const SNOWFLAKE_FUNCTION =
  /\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:SNOWFLAKE\.ML\.)(FORECAST|ANOMALY_DETECTION|CLASSIFICATION|TOP_INSIGHTS)\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w."$-]+)/i;
/** Functions of BigQuery ML that apply a model; those of foundation models (`ML.GENERATE_…`) call a service. */
const BIGQUERY_PREDICT = /\bML\.(?:PREDICT|FORECAST|DETECT_ANOMALIES|RECOMMEND|EXPLAIN_PREDICT|EXPLAIN_FORECAST)\s*\(/i;
const BIGQUERY_EVALUATE = /\bML\.(?:EVALUATE|ROC_CURVE|CONFUSION_MATRIX|ARIMA_EVALUATE)\s*\(/i;
const BIGQUERY_DRIFT = /\bML\.(?:VALIDATE_DATA_DRIFT|VALIDATE_DATA_SKEW|TFDV_VALIDATE)\s*\(/i;
/** `forecast_model!FORECAST(…)`, `MODEL(fraud, v1)!PREDICT(…)`. */
const SNOWFLAKE_PREDICT = /[\w")]\s*!\s*(?:PREDICT(?:_PROBA)?|FORECAST|DETECT_ANOMALIES)\s*\(/i;
/** What keeps the rows that a query gives; models of dbt and Dataform are kept by their materialisation. */
const KEEPS =
  /^(?:BEGIN\s+)?(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:\w+\s+){0,3}(?:TABLE|VIEW)|INSERT|MERGE|EXPORT\s+DATA)\b|\{\{|^config\s*\{|^COPY\s+INTO\b/i;

export function writeModel(statement: SqlStatement, unit: string, writer: FactWriter): void {
  const { code } = statement;
  if (!/MODEL|\bML\.|!|\bASSERT\b|SNOWFLAKE\.ML|EXPECT|\bALERT\b|ai_query|SAGEMAKER/i.test(code)) return;
  writeCreation(statement, unit, writer);
  writeUse(statement, unit, writer);
  writeChecks(statement, unit, writer);
}

/** The statement that makes a model. */
function writeCreation({ code, text, offset }: SqlStatement, unit: string, writer: FactWriter): void {
  const forecast = SNOWFLAKE_FUNCTION.exec(code);
  if (forecast) {
    trains('snowflake', unit, offset + forecast.index, writer);
    return;
  }
  const found = CREATE_MODEL.exec(code);
  if (!found) return;
  const at = offset + found.index;
  const rest = code.slice(found.index);
  const options = text.slice(found.index);
  if (/\bOPTIONS\s*\(|\bAS\s+(?:\(\s*)?(?:SELECT|WITH)\b|\bTRANSFORM\s*\(/i.test(rest)) {
    const kind = /\bMODEL_TYPE\s*=\s*["']\s*(\w+)/i.exec(options)?.[1] ?? '';
    // A remote model calls a service, and an imported one was trained elsewhere.
    const remote = /\bREMOTE\s+WITH\b/i.test(rest);
    const imported = /^(?:TENSORFLOW|TENSORFLOW_LITE|ONNX)$/i.test(kind) || /\bMODEL_PATH\s*=/i.test(rest);
    if (imported) writer.trait(unit, 'loads-model', at, kind || undefined, 'bigquery-ml');
    else if (!remote) {
      trains('bigquery-ml', unit, at, writer);
      writer.component(unit, at, { type: 'data-store', technology: 'bigquery', relation: 'reads-from' });
    }
    const registry = /\bMODEL_REGISTRY\s*=\s*["']VERTEX_AI["']|\bVERTEX_AI_MODEL_ID\s*=/i.exec(options);
    if (registry)
      writer.component(unit, at + registry.index, {
        type: 'model-registry',
        technology: 'vertex-ai',
        relation: 'registers-in',
      });
  } else if (/\bFUNCTION\s+\w/i.test(rest) && /\b(?:TARGET|SAGEMAKER|IAM_ROLE|MODEL_TYPE)\b/i.test(rest)) {
    // Redshift trains with SageMaker Autopilot, or calls an endpoint that exists.
    if (/\bTARGET\b|\bMODEL_TYPE\b/i.test(rest)) trains('amazon-redshift', unit, at, writer);
  } else if (/\bFROM\s+(?:MODEL\b|@)/i.test(rest))
    writer.component(unit, at, { type: 'model-registry', technology: 'snowflake', relation: 'registers-in' });
}

function trains(technology: string, unit: string, at: number, writer: FactWriter): void {
  writer.component(unit, at, { type: 'training-pipeline', technology });
  writer.component(unit, at, { type: 'model-training-infrastructure', technology, relation: 'runs-on' });
  writer.trait(unit, 'trains-model', at, undefined, technology);
}

/** Statements that evaluate or apply a model. */
function writeUse({ code, offset }: SqlStatement, unit: string, writer: FactWriter): void {
  const evaluates = BIGQUERY_EVALUATE.exec(code);
  if (evaluates) writer.trait(unit, 'evaluates-model', offset + evaluates.index, undefined, 'bigquery-ml');
  const bigquery = BIGQUERY_PREDICT.exec(code);
  const found = bigquery ?? SNOWFLAKE_PREDICT.exec(code);
  if (!found) {
    // A model that is a query of its own; who calls the procedure or task around it uses the model.
    if (keepsWhatModelGave(code)) writer.trait(unit, 'predicts', offset);
    return;
  }
  const technology = bigquery ? 'bigquery-ml' : 'snowflake';
  const at = offset + found.index;
  for (const trait of ['loads-model', 'predicts'] satisfies Trait[])
    writer.trait(unit, trait, at, undefined, technology);
  // A query whose rows nobody keeps is a look at the model.
  if (!KEEPS.test(code)) return;
  writer.component(unit, at, { type: 'model-serving', technology, attributes: { mode: 'batch' } });
  if (bigquery) writer.component(unit, at, { type: 'data-store', technology: 'bigquery', relation: 'writes-to' });
}

/** Assertions, expectations, monitors and alerts. */
function writeChecks({ code, text, offset }: SqlStatement, unit: string, writer: FactWriter): void {
  // https://cloud.google.com/bigquery/docs/reference/standard-sql/debugging-statements: a false assertion ends the script.
  const assertion = /^(?:BEGIN\s+)?ASSERT\b/i.exec(code);
  if (assertion) {
    const model = BIGQUERY_EVALUATE.test(code) || hasWord(wordsOf(code), METRIC_WORDS);
    writer.trait(unit, model ? 'model-gate' : 'data-gate', offset, 'ASSERT');
  }
  const choice = /^IF\b([^;]{0,2000}?)\bTHEN\b/i.exec(code);
  if (choice?.[1] && BIGQUERY_EVALUATE.test(choice[1]) && /[<>]/.test(choice[1]))
    writer.trait(unit, 'model-gate', offset, 'IF ML.EVALUATE');
  const expectation = /\bCONSTRAINT\s+\w+\s+EXPECT\s*\(/i.exec(code);
  if (expectation) {
    const stops = /\bON\s+VIOLATION\s+FAIL\s+UPDATE\b/i.test(code);
    const at = offset + expectation.index;
    writer.trait(unit, stops ? 'data-gate' : 'validates-data', at, 'EXPECT', 'databricks');
  }
  const drift = BIGQUERY_DRIFT.exec(code);
  if (drift) writer.component(unit, offset + drift.index, { type: 'monitoring', technology: 'bigquery-ml' });
  if (/^CREATE\s+(?:OR\s+REPLACE\s+)?MODEL\s+MONITOR\b/i.test(text))
    writer.component(unit, offset, {
      type: 'monitoring',
      technology: 'snowflake',
      attributes: { monitors: 'model-serving' },
    });
  if (/^CREATE\s+(?:OR\s+REPLACE\s+)?ALERT\s/i.test(text) && /\bIF\s*\(\s*EXISTS\b/i.test(code)) {
    writer.component(unit, offset, { type: 'monitoring', technology: 'snowflake' });
    writer.trait(unit, 'alerts', offset, undefined, 'snowflake');
  }
}
