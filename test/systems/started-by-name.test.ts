/** Pipelines that an event or a schedule starts by the name in an ARN, and functions that an event starts. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const PIPELINE = `from sagemaker.sklearn.estimator import SKLearn
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.steps import TrainingStep

train = TrainingStep(name="Train", estimator=SKLearn(entry_point="train.py", role="r", instance_type="ml.m5.large"))
Pipeline(name="risk", steps=[train]).upsert(role_arn="r")
`;
const rule = (arn: string): string => `data "aws_caller_identity" "me" {}

resource "aws_cloudwatch_event_rule" "nightly" {
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "nightly" {
  rule = aws_cloudwatch_event_rule.nightly.name
  arn  = "${arn}"
}
`;
const schedule = (arn: string): string => `resource "aws_scheduler_schedule" "nightly" {
  schedule_expression = "rate(1 day)"
  target {
    arn      = "${arn}"
    role_arn = "arn:aws:iam::1:role/pipeline/risk"
  }
}
`;
const STARTS = 'scheduler amazon-eventbridge --triggers-> workflow-orchestration sagemaker risk';
const audit = (infra: string) => auditFiles({ 'pipeline.py': PIPELINE, 'main.tf': infra });

describe('a pipeline that Terraform names in an ARN', () => {
  it.each([
    ['a rule', rule('arn:aws:sagemaker:eu-west-1:1:pipeline/risk')],
    [
      'a rule, in the account of the caller',
      rule('arn:aws:sagemaker:eu-west-1:${data.aws_caller_identity.me.account_id}:pipeline/risk'),
    ],
    ['a schedule', schedule('arn:aws:sagemaker:eu-west-1:1:pipeline/risk')],
  ])('is started by %s', async (_, infra) => {
    const { relations, criteria } = await audit(infra);
    expect(relations).toContain(STARTS);
    expect(criteria).toContain('G1.12');
  });

  it.each([
    ['another pipeline', rule('arn:aws:sagemaker:eu-west-1:1:pipeline/churn')],
    ['an endpoint of that name', rule('arn:aws:sagemaker:eu-west-1:1:endpoint/risk')],
    ['a role of that name', schedule('arn:aws:lambda:eu-west-1:1:function:clean')],
  ])('is not started by what names %s', async (_, infra) => {
    const { relations, criteria } = await audit(infra);
    expect(relations.filter((one) => one.includes('triggers'))).toEqual([]);
    expect(criteria).not.toContain('G1.12');
  });
});

describe('a function that an event starts', () => {
  const CODE = `from google.cloud import aiplatform

def start(event, context=None):
    aiplatform.PipelineJob(display_name="risk", template_path="gs://pipelines/risk.json").submit()
`;
  const packed = (type: string, trigger: string): string => `resource "${type}" "start" {
  name                  = "start"
  runtime               = "python312"
  entry_point           = "start"
  source_archive_object = google_storage_bucket_object.code.name
  ${trigger}
}
resource "google_storage_bucket_object" "code" {
  source = data.archive_file.code.output_path
}
data "archive_file" "code" {
  source_dir = "\${path.module}/fn"
}
`;
  const EVENT = 'event_trigger {\n    event_type = "google.storage.object.finalize"\n    resource   = "raw"\n  }';
  const criteriaOf = async (infra: string): Promise<string[]> =>
    (await auditFiles({ 'main.tf': infra, 'fn/main.py': CODE })).criteria;

  it.each(['google_cloudfunctions_function', 'google_cloudfunctions2_function'])(
    'starts the pipeline then: %s',
    async (type) => {
      expect(await criteriaOf(packed(type, EVENT))).toContain('G1.12');
      expect(await criteriaOf(packed(type, 'trigger_http = true'))).not.toContain('G1.12');
    },
  );
});
