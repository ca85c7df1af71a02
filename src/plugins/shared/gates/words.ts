/** Words by which code speaks of the quality of a model, of the quality of data, and of what is done with a model. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Names of evaluation metrics, and the words for metrics as such. */
export const METRIC_WORDS = words(`
  accuracy accuracies acc auc auroc roc aucpr auprc pr_auc f1 fbeta precision recall sensitivity specificity rmse rmsle mae
  mse mape smape wape mdape r2 rsquared mcc kappa score scores loss logloss metric metrics map50 map95 bleu rouge perplexity
  ndcg mrr iou dice wer cer silhouette gini brier psnr fid m_ap performance performs evaluation evaluate eval`);

/** What is measured elsewhere: the accuracy of a position says nothing of a model. */
export const PLACE_WORDS = words(
  'gps geo location geolocation position latitude longitude coordinate coordinates geocode geocoder sensor altitude heading tracker',
);

/** Models that are compared with one another. */
export const RIVAL_WORDS = words('champion challenger baseline candidate');

/** Outcomes of an evaluation that a name may carry. */
export const OUTCOME_WORDS = words(`
  passed passes pass approved approve approval better best improved improves improvement outperforms outperform promote
  promotion promoted promotable deploy deployable register registrable blessed blessing accept accepted acceptable eligible
  meets met valid_model model_valid winner champion qualified satisfactory sufficient`);

/** Words that show that the subject is a model or its evaluation. */
export const MODEL_WORDS = words(`
  model models candidate champion challenger baseline evaluation eval evaluate evaluator metric metrics performance accuracy
  score quality_gate prediction predictions classifier regressor`);

/** Words of training loops: comparing them stops or continues training and validates nothing. */
export const LOOP_WORDS = words(
  'patience epoch epochs early stopping iteration iterations iter batch step steps trial trials fold',
);

/** What was checked in data: one of these is enough. */
export const DATA_CHECK_WORDS = words(`
  isnull isna notnull notna duplicated anomalies anomaly_info dtypes expectations expectation dataquality pandera schemaerrors`);

/** What a model answers, which is no data that it is trained with. */
export const ANSWER_WORDS = words('output outputs response responses prediction predictions predicted');

/** Findings in data, and… */
export const DATA_FINDING_WORDS = words(`
  missing null nulls nan nans duplicate duplicates invalid outlier outliers drift drifted drifting anomaly violation violations
  unexpected mismatch mismatched corrupt stale required validate validated validation validates validator
  quality`);
/** …or a name in the condition itself that says that data is checked, or the name of the function around it,… */
export const CHECK_WORDS = words('check checks checked');
export const CHECKING_SCOPE_WORDS = words('validate validation validator validates schema quality expectations');

/** …the data in which they are found. */
export const DATA_WORDS = words(`
  df data dataset datasets dataframe frame column columns cols row rows record records feature features value values
  schema table batch suite checkpoint constraints ratio share fraction pct percentage images labels annotations samples`);

/** Results of validation libraries. */
export const RESULT_WORDS = words('success successful passed valid failed failures failing ok all_passed has_failed');
export const RESULT_SUBJECT_WORDS = words(`
  validation validate validator validated checkpoint expectation expectations suite result results report check checks quality
  constraints verification scan data test tests summary`);

/** Packages that validate data. */
export const DATA_VALIDATION_PACKAGES = words(`
  great_expectations pandera evidently whylogs deepchecks soda tensorflow_data_validation pydeequ cuallee frictionless
  cerberus pointblank nannyml alibi_detect`);
/** Packages that hold data; without one of them a check of columns is a check of something else. */
export const DATA_PACKAGES = words(
  'pandas polars pyspark dask vaex pyarrow duckdb datasets modin cudf snowflake numpy awswrangler geopandas clearml',
);

/** Verbs that put a model into a registry or into service. */
export const STRONG_ACTIONS = words(`
  deploy deploys deployment deployer redeploy promote promotes promotion transition alias aliases rollout
  create_endpoint update_endpoint create_model_version create_model_package update_model_package create_registered_model
  register_model registermodel serve_model release_model publish_model upload_model push_to_hub push_model link_model`);
/** Verbs that do so only when a model is what they are applied to. */
export const WEAK_ACTIONS = words(`
  register registered upload push save saved put copy copyfile copytree move rename replace publish export dump log send
  store write sync release archive`);
/** Objects of weak verbs. */
export const MODEL_OBJECT_WORDS = words(`
  model models registry champion production prod serving weights joblib pkl pickle onnx h5 keras pt pth safetensors mlmodel
  estimator classifier regressor`);

/** Words of names met before: the same few are called all over a program. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 5000;
const LONGEST_KNOWN = 100;

/** Words of a name or text: split at everything that is no letter or digit, at `_` and inside camelCase; lower case. */
export function wordsOf(text: string): readonly string[] {
  const before = known.get(text);
  if (before) return before;
  const found = split(text);
  if (known.size >= MOST_KNOWN) known.clear();
  if (text.length <= LONGEST_KNOWN) known.set(text, found);
  return found;
}

function split(text: string): string[] {
  const found: string[] = [];
  for (const [name] of text.slice(0, 2000).matchAll(/[A-Za-z][A-Za-z0-9_]*/g)) {
    const parts = name
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split('_')
      .filter(Boolean);
    found.push(...parts);
    if (parts.length > 1) {
      found.push(parts.join('_'));
      for (let i = 0; i + 1 < parts.length; i++) found.push(`${parts[i]}_${parts[i + 1]}`);
    }
  }
  return found;
}

export function hasWord(found: readonly string[], set: ReadonlySet<string>): boolean {
  return found.some((word) => set.has(word));
}
