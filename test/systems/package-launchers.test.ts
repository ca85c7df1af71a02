/** Programs of packages that a launcher starts: `npx aws-cdk@2 deploy` is `cdk deploy`. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const APP = `from aws_cdk import App, Stack, aws_sagemaker as sagemaker

class Risk(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name="risk")

app = App()
Risk(app, "risk")
app.synth()
`;
const DEPLOYS = 'ci-cd github-actions --deploys-> model-serving sagemaker';
const audit = (command: string, make = 'cdk ls') =>
  auditFiles({
    'infra/app.py': APP,
    'infra/cdk.json': '{"app": "python3 app.py"}',
    Makefile: `CDK := uv run --locked npx aws-cdk@2.160.0\ndeploy:\n\t${make}\n`,
    '.github/workflows/cd.yml': `on: push\njobs:\n  cd:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ${command}\n`,
  });

describe('a package that a launcher starts', () => {
  it.each([
    'cd infra && npx aws-cdk deploy --all',
    'cd infra && npx --yes aws-cdk@2 deploy --all',
    'cd infra && npx -p aws-cdk@2.160.0 cdk deploy',
    'cd infra && npm exec -- aws-cdk deploy',
    'cd infra && pnpm dlx aws-cdk@latest deploy',
    'cd infra && bunx cdk deploy',
    'cd infra && yarn dlx aws-cdk deploy',
  ])('deploys: %s', async (command) => {
    expect((await audit(command)).relations).toContain(DEPLOYS);
  });

  it('deploys from a variable of a Makefile', async () => {
    expect((await audit('make deploy', 'cd infra && $(CDK) deploy --all')).relations).toContain(DEPLOYS);
  });

  it.each(['cd infra && npx aws-cdk@2 diff', 'cd infra && npx cowsay deploy', 'npm install aws-cdk deploy'])(
    'does not deploy: %s',
    async (command) => {
      expect((await audit(command)).relations).not.toContain(DEPLOYS);
    },
  );
});
