import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `from snowflake.ml.registry import Registry
from sklearn.linear_model import LogisticRegression

def train(session):
    frame = session.table("CUSTOMERS").to_pandas()
    model = LogisticRegression().fit(frame[["A"]], frame["B"])
    Registry(session=session).log_model(model, model_name="CHURN", version_name="V1")
    return 1
`;
const DEPLOY = `from snowflake.snowpark import Session
from train import train

def main():
    session = Session.builder.getOrCreate()
    settings = {"name": "TRAIN_CHURN", "is_permanent": True, "stage_location": "@models"}
    session.sproc.register(func=train, **settings)
    session.sql("""
        CREATE OR REPLACE TASK retrain
          WAREHOUSE = ML
          SCHEDULE = 'USING CRON 0 4 1 * * UTC' -- monthly
        AS
          CALL train_churn();
    """).collect()

if __name__ == "__main__":
    main()
`;

describe('Snowflake ML', () => {
  it('runs a function as a stored procedure that a task calls', async () => {
    const { components, relations, criteria } = await auditFiles({ 'train.py': TRAIN, 'deploy.py': DEPLOY });
    expect(components).toEqual([
      'data-store snowflake',
      'model-registry snowflake',
      'scheduler snowflake',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration snowflake retrain',
    ]);
    expect(relations).toEqual([
      'scheduler snowflake --triggers-> training-pipeline scikit-learn train.py',
      'scheduler snowflake --triggers-> workflow-orchestration snowflake retrain',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry snowflake',
      'workflow-orchestration snowflake retrain --orchestrates-> training-pipeline scikit-learn train.py',
      'workflow-orchestration snowflake retrain --registers-in-> model-registry snowflake',
    ]);
    expect(criteria).toContain('G1.12');
  });

  it('keeps tasks of one graph together, in SQL and in Python', async () => {
    const { components, relations } = await auditFiles({
      'train.py': TRAIN,
      'tasks.sql': `CREATE TASK nightly SCHEDULE = '60 MINUTE' WAREHOUSE = ML AS CALL prepare();
CREATE TASK forecast WAREHOUSE = ML AFTER nightly AS
  CREATE OR REPLACE SNOWFLAKE.ML.FORECAST sales(INPUT_DATA => SYSTEM$REFERENCE('VIEW', 'v'), TARGET_COLNAME => 'y');
CREATE TASK score WAREHOUSE = ML AFTER nightly, forecast AS
  INSERT INTO scores SELECT * FROM TABLE(sales!FORECAST(FORECASTING_PERIODS => 7));
`,
      'graph.py': `from snowflake.core.task import Cron, StoredProcedureCall
from snowflake.core.task.dagv1 import DAG, DAGTask, DAGOperation
from train import train

with DAG("weekly", schedule=Cron("0 4 * * 1", "UTC")) as dag:
    first = DAGTask("train", definition=StoredProcedureCall(train, stage_location="@m"), warehouse="ML")
    second = DAGTask("clean", definition="DELETE FROM old")
    first >> second
DAGOperation(schema).deploy(dag)
`,
    });
    expect(components).toEqual([
      'model-registry snowflake',
      'model-serving snowflake',
      'model-training-infrastructure snowflake',
      'scheduler snowflake',
      'training-pipeline scikit-learn train.py',
      'training-pipeline snowflake tasks.sql',
      'workflow-orchestration snowflake nightly',
      'workflow-orchestration snowflake weekly',
    ]);
    expect(relations).toContain(
      'workflow-orchestration snowflake nightly --orchestrates-> training-pipeline snowflake tasks.sql',
    );
    expect(relations).toContain('workflow-orchestration snowflake nightly --orchestrates-> model-serving snowflake');
    expect(relations).toContain(
      'workflow-orchestration snowflake weekly --orchestrates-> training-pipeline scikit-learn train.py',
    );
  });

  it('scores in a task, and monitors', async () => {
    const { components, relations } = await auditFiles({
      'score.py': `from snowflake.ml.registry import Registry
from snowflake.snowpark.functions import sproc

@sproc(name="score", is_permanent=True, stage_location="@s")
def score(session):
    mv = Registry(session=session).get_model("CHURN").default
    mv.run(session.table("T"), function_name="predict").write.save_as_table("SCORES")
`,
      'tasks.sql': "CREATE TASK daily SCHEDULE = 'USING CRON 0 1 * * * UTC' WAREHOUSE = ML AS CALL db.public.score();",
      'monitor.sql':
        'CREATE OR REPLACE MODEL MONITOR churn WITH MODEL = CHURN VERSION = V1 FUNCTION = predict SOURCE = scores;',
    });
    expect(components).toEqual([
      'model-registry snowflake',
      'model-serving snowflake',
      'monitoring snowflake',
      'scheduler snowflake',
      'workflow-orchestration snowflake daily',
    ]);
    expect(relations).toContain('workflow-orchestration snowflake daily --orchestrates-> model-serving snowflake');
    expect(relations).toContain('model-serving snowflake --loads-from-> model-registry snowflake');
  });

  describe('functions that the database keeps', () => {
    const CI = `deploy:
  script:
    - python deploy.py
  rules:
    - if: $CI_COMMIT_BRANCH == "main"
`;
    const program = (statement: string): string => `from snowflake.snowpark import Session
from snowflake.snowpark.functions import sproc
from snowflake.ml.feature_store import FeatureStore, FeatureView

def create(session, version):
    FeatureStore(session, "DB", "FS", "WH").register_feature_view(FeatureView(name="STAYS"), version)

    @sproc(name="stay_model", is_permanent=True, stage_location="@code", session=session)
    def stay_model(session, schema, source):
        command = f"""
            ${statement}
        """
        session.sql(command).collect()

if __name__ == "__main__":
    create(Session.builder.getOrCreate(), "1")
`;
    const SCORES = `INSERT INTO {schema}.RESULTS
            SELECT 'stay' AS MODEL_NAME, '{source}' AS MODEL_SOURCE, f.DAYS * 0.7 AS EXPECTED_PREDICTION
            FROM {schema}.STAYS${'$'}{source} f`;

    it.each([
      ['keeps what a model in SQL gave', SCORES, true],
      ['copies what another one gave', SCORES.replace("'stay' AS", 's.NAME AS'), false],
      ['compares it with what was true', SCORES.replace('FROM', ', f.DAYS AS ACTUAL_DAYS FROM'), false],
      ['shows it to a person', SCORES.replace(/INSERT.*/, ''), false],
      ['writes a log', "INSERT INTO RUNS SELECT 'stay' AS MODEL_NAME, 'done' AS STATUS", false],
    ])('are serving where a procedure %s', async (_, statement, serves) => {
      const { components, relations } = await auditFiles({
        '.gitlab-ci.yml': CI,
        'deploy.py': program(statement),
      });
      expect(components.filter((one) => one.startsWith('model-serving'))).toEqual(
        serves ? ['model-serving snowflake'] : [],
      );
      expect(relations.filter((one) => one.includes('model-serving'))).toEqual(
        serves
          ? [
              'ci-cd gitlab-ci --deploys-> model-serving snowflake',
              'model-serving snowflake --reads-from-> feature-store snowflake',
            ]
          : [],
      );
    });

    it.each([
      ['is permanent', 'is_permanent=True', true],
      ['lives as long as the session', 'is_permanent=False', false],
    ])('are serving where a function of SQL that loads a model %s', async (_, setting, serves) => {
      const { relations } = await auditFiles({
        '.gitlab-ci.yml': CI,
        'deploy.py': `import joblib
from snowflake.snowpark import Session
from snowflake.snowpark.types import FloatType

def score(amount: float) -> float:
    return joblib.load("/tmp/model.joblib").predict([[amount]])[0]

def main():
    session = Session.builder.getOrCreate()
    session.udf.register(score, name="score_amount", ${setting}, stage_location="@code", return_type=FloatType())

if __name__ == "__main__":
    main()
`,
      });
      expect(relations.filter((one) => one.includes('--deploys-> model-serving'))).toEqual(
        serves ? ['ci-cd gitlab-ci --deploys-> model-serving snowflake'] : [],
      );
    });

    it('evaluate where they compute metrics, and train where they train', async () => {
      const body = (work: string): string => `from snowflake.snowpark.functions import sproc
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
import joblib

@sproc(name="work", is_permanent=True, stage_location="@code")
def work(session):
    ${work}
`;
      const evaluated = await auditFiles({
        'work.py': body('m = joblib.load("m"); accuracy_score(y, m.predict(x))'),
      });
      const trained = await auditFiles({ 'work.py': body('m = LogisticRegression().fit(x, y); m.predict(x)') });
      expect(evaluated.components.join()).not.toContain('model-serving');
      expect(trained.components.join()).not.toContain('model-serving');
    });
  });
});
