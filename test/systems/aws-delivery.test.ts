import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('CodePipeline and CodeCommit', () => {
  it('build, test and train by a stage', async () => {
    const { components, relations } = await auditFiles({
      'main.tf': `resource "aws_codecommit_repository" "churn" { repository_name = "churn" }
resource "aws_codebuild_project" "train" {
  name         = "churn-train"
  service_role = aws_iam_role.build.arn
  source {
    type      = "CODEPIPELINE"
    buildspec = "buildspec.yml"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
  artifacts { type = "CODEPIPELINE" }
}
resource "aws_codepipeline" "churn" {
  name     = "churn"
  role_arn = aws_iam_role.pipeline.arn
  artifact_store {
    location = aws_s3_bucket.artifacts.bucket
    type     = "S3"
  }
  stage {
    name = "Source"
    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeCommit"
      version          = "1"
      output_artifacts = ["source"]
      configuration    = { RepositoryName = aws_codecommit_repository.churn.repository_name, BranchName = "main" }
    }
  }
  stage {
    name = "Train"
    action {
      name            = "Train"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["source"]
      configuration   = { ProjectName = aws_codebuild_project.train.name }
    }
  }
  stage {
    name = "Approve"
    action {
      name     = "Approve"
      category = "Approval"
      owner    = "AWS"
      provider = "Manual"
      version  = "1"
    }
  }
}
resource "aws_s3_bucket" "artifacts" { bucket = "churn-artifacts" }
`,
      'buildspec.yml': `version: 0.2
phases:
  build:
    commands:
      - pytest tests
      - python train.py
`,
      'train.py': `import joblib
from sklearn.ensemble import RandomForestClassifier

model = RandomForestClassifier().fit([[0], [1]], [0, 1])
joblib.dump(model, "model.joblib")
`,
      'tests/test_train.py': `def test_it():
    assert True
`,
    });
    expect(components).toEqual([
      'ci-cd aws-codebuild',
      'ci-cd aws-codepipeline',
      'data-store amazon-s3 churn-artifacts',
      'source-repository aws-codecommit',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd aws-codebuild --triggers-> training-pipeline scikit-learn train.py',
      'ci-cd aws-codepipeline --triggers-> ci-cd aws-codebuild',
    ]);
  });

  it('are not claimed for permissions and comments', async () => {
    const { components, relations } = await auditFiles({
      'iam.tf': `data "aws_iam_policy_document" "p" {
  statement { actions = ["codecommit:GitPull", "codepipeline:StartPipelineExecution"] }
}
`,
      'notes.sh': `# git clone https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/churn
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
