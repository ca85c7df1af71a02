/** Functions of Google Cloud whose code Terraform takes out of an archive. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const STARTS = `from google.cloud import aiplatform

def start(request):
    aiplatform.PipelineJob(display_name="churn", template_path="gs://pipelines/churn.json").submit()

def other(request):
    return "nothing"
`;
const FIRST = `resource "google_cloudfunctions_function" "start" {
  name                  = "start"
  runtime               = "python311"
  entry_point           = "ENTRY"
  source_archive_object = google_storage_bucket_object.code.name
}
`;
const SECOND = `resource "google_cloudfunctions2_function" "start" {
  name = "start"
  build_config {
    runtime     = "python311"
    entry_point = "ENTRY"
    source {
      storage_source {
        object = google_storage_bucket_object.code.name
      }
    }
  }
}
`;
const PACKED = `data "archive_file" "code" {
  type        = "zip"
  source_dir  = "\${path.module}/../start"
  output_path = "/tmp/start.zip"
}
resource "google_storage_bucket_object" "code" {
  name   = "start.zip"
  source = data.archive_file.code.output_path
}
`;
const BESIDE = `resource "google_storage_bucket_object" "code" {
  name   = "start.zip"
  source = "../start/source.zip"
}
`;
const started = async (infra: string, entry = 'start'): Promise<string[]> =>
  (await auditFiles({ 'infra/main.tf': infra.replace('ENTRY', entry), 'start/main.py': STARTS })).relations.filter(
    (relation) => relation.includes('google-cloud-functions start --'),
  );
const STARTED = ['infrastructure google-cloud-functions start --triggers-> workflow-orchestration vertex-ai'];

describe('A function of Google Cloud', () => {
  it.each([
    ['first generation, packed by Terraform', FIRST + PACKED],
    ['second generation, packed by Terraform', SECOND + PACKED],
    ['second generation, packed beside its code', SECOND + BESIDE],
  ])('runs its entry point: %s', async (_, infra) => {
    expect(await started(infra)).toEqual(STARTED);
  });

  it('runs no other function of its module', async () => {
    expect(await started(SECOND + PACKED, 'other')).toEqual([]);
  });
});
