/**
 * How CI puts a service into operation, as users write it: the image that was built a line before, deployments that do not say what they
 * deploy, platforms that take the sources. What deploys something else, or nothing, must not count.
 */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const SERVICE: Files = {
  Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
  'app.py': `import joblib
from flask import Flask, jsonify, request

app = Flask(__name__)
model = joblib.load("artifacts/model.pkl")

@app.route("/predict", methods=["POST"])
def predict():
    return jsonify(model.predict([request.json["x"]]).tolist())

if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080)
`,
};
const SOURCES_ONLY: Files = { 'app.py': SERVICE['app.py'] ?? '' };

const workflow = (steps: string, runner = 'ubuntu-latest'): Files => ({
  '.github/workflows/cd.yml': `name: cd
on:
  push:
    branches: [main]
jobs:
  cd:
    runs-on: ${runner}
    steps:
      - uses: actions/checkout@v4
${steps}`,
});
const indented = (text: string, by: number): string =>
  text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
const run = (script: string): string => `      - run: |\n${indented(script, 10)}\n`;
const uses = (action: string, inputs: string): string =>
  `      - uses: ${action}\n        with:\n${indented(inputs, 10)}\n`;
const overSsh = (script: string): string =>
  uses('appleboy/ssh-action@v1', `host: h\nscript: |\n${indented(script, 2)}`);

const PUSH = 'docker build -t jane/risk-api:latest .\ndocker push jane/risk-api:latest';
const SECRET_PUSH = 'docker build -t $REGISTRY/$REPOSITORY:latest .\ndocker push $REGISTRY/$REPOSITORY:latest';
const deployment = (image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: risk }
spec:
  selector: { matchLabels: { app: risk } }
  template:
    metadata: { labels: { app: risk } }
    spec:
      containers:
        - name: api
          image: ${image}
`;
const chart = (repository: string): Files => ({
  'chart/Chart.yaml': 'apiVersion: v2\nname: risk\nversion: 0.1.0\n',
  'chart/values.yaml': `image:\n  repository: ${repository}\n  tag: latest\n`,
  'chart/templates/deployment.yaml': deployment('"{{ .Values.image.repository }}:{{ .Values.image.tag }}"'),
});
const cloudRun = `variable "image" {}
resource "google_cloud_run_service" "risk" {
  name     = "risk"
  location = "us-central1"
  template {
    spec {
      containers {
        image = var.image
      }
    }
  }
}
`;

const IMAGES: Record<string, Files> = {
  'Cloud Run, in the step that builds': workflow(
    run('docker build -t gcr.io/$PROJECT/risk-api .\ngcloud run deploy risk --image gcr.io/$PROJECT/risk-api'),
  ),
  'Cloud Run, built by Cloud Build': workflow(
    run('gcloud builds submit --tag gcr.io/$PROJECT/risk-api\ngcloud run deploy risk --image gcr.io/$PROJECT/risk-api'),
  ),
  'kubectl set image': workflow(run(`${PUSH}\nkubectl set image deployment/risk api=jane/risk-api:$GITHUB_SHA`)),
  'kustomize edit set image': {
    ...workflow(
      run(`${PUSH}\ncd k8s && kustomize edit set image risk=jane/risk-api:1\nkustomize build . | kubectl apply -f -`),
    ),
    'k8s/kustomization.yaml': 'resources: [d.yaml]\n',
    'k8s/d.yaml': deployment('risk'),
  },
  'a manifest that envsubst fills in': {
    ...workflow(run(`${PUSH}\nexport IMAGE=jane/risk-api\nenvsubst < k8s/d.yaml | kubectl apply -f -`)),
    'k8s/d.yaml': deployment('${IMAGE}'),
  },
  'a manifest that sed fills in': {
    ...workflow(run(`${PUSH}\nsed "s|IMAGE|jane/risk-api|" k8s/d.yaml | kubectl apply -f -`)),
    'k8s/d.yaml': deployment('IMAGE'),
  },
  'a chart that is told the repository': {
    ...workflow(run(`${PUSH}\nhelm upgrade --install risk ./chart --set image.repository=jane/risk-api,image.tag=1`)),
    ...chart('""'),
  },
  'Terraform that is given the image': {
    ...workflow(run(`${PUSH}\nterraform -chdir=terraform apply -auto-approve -var image=jane/risk-api:latest`)),
    'terraform/main.tf': cloudRun,
  },
  'Lambda, Container Apps and instances': workflow(
    run(
      `${SECRET_PUSH}\naws lambda update-function-code --function-name risk --image-uri $REGISTRY/$REPOSITORY:latest`,
    ),
  ),
  'Container Apps': workflow(
    run(
      'az acr build --registry acme --image risk-api .\naz containerapp update --name risk --image acme.azurecr.io/risk-api',
    ),
  ),
  'App Runner': workflow(
    run(PUSH) + uses('awslabs/amazon-app-runner-deploy@main', 'service: risk\nimage: jane/risk-api:latest'),
  ),
  'Container Instances': workflow(run(PUSH) + uses('azure/aci-deploy@v1', 'name: risk\nimage: jane/risk-api:latest')),
  'a machine of its own, image in secrets': {
    '.github/workflows/cd.yml': `on: { push: { branches: [main] } }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - env:
          REPOSITORY: \${{ secrets.ECR_REPOSITORY_NAME }}
        run: |
${indented(SECRET_PUSH, 10)}
  deploy:
    needs: build
    runs-on: self-hosted
    steps:
      - run: docker run -d -p 8080:8080 \${{ secrets.ECR_URI }}/\${{ secrets.ECR_REPOSITORY_NAME }}:latest
`,
  },
};

const UNNAMED: Record<string, Files> = {
  'ECS that takes the image anew': workflow(
    run(`${SECRET_PUSH}\naws ecs update-service --cluster ml --service $SERVICE --force-new-deployment`),
  ),
  'ECS by a pipe of Bitbucket': {
    'bitbucket-pipelines.yml': `pipelines:
  branches:
    main:
      - step:
          services: [docker]
          script:
            - docker build -t risk-api .
            - pipe: atlassian/aws-ecs-deploy:1.12.1
              variables: { CLUSTER_NAME: ml, SERVICE_NAME: risk, FORCE_NEW_DEPLOYMENT: 'true' }
`,
  },
};

const SOURCES: Record<string, Files> = {
  Heroku: workflow(uses('akhileshns/heroku-deploy@v3', 'heroku_app_name: risk')),
  'Heroku by a push': workflow(run('git push https://heroku:$KEY@git.heroku.com/risk.git HEAD:main')),
  'Heroku by an orb': {
    '.circleci/config.yml': `version: 2.1
orbs:
  heroku: circleci/heroku@2.0
jobs:
  deploy:
    docker: [{ image: cimg/base:stable }]
    steps:
      - checkout
      - heroku/deploy-via-git
workflows:
  main:
    jobs: [deploy]
`,
  },
  'a space of Hugging Face by a push': workflow(
    run('git push --force https://jane:$T@huggingface.co/spaces/jane/risk main'),
  ),
  'a space of Hugging Face by a remote': workflow(
    run('git remote add jane https://jane:$T@huggingface.co/spaces/jane/risk.git\ngit push --force jane HEAD:main'),
  ),
  'a space of Hugging Face by an upload': workflow(run('huggingface-cli upload jane/risk . . --repo-type=space')),
  'App Service': workflow(uses('azure/webapps-deploy@v3', 'app-name: risk\npackage: .')),
  'App Engine': {
    ...workflow(run('gcloud app deploy')),
    'app.yaml': 'runtime: python311\nentrypoint: gunicorn -b :$PORT app:app\n',
  },
  'Elastic Beanstalk': workflow(uses('einaregilsson/beanstalk-deploy@v22', 'application_name: risk')),
  'Cloud Run from sources': workflow(run('gcloud run deploy risk --source .')),
  'Container Apps from sources': workflow(
    uses('azure/container-apps-deploy-action@v1', 'appSourcePath: ${{ github.workspace }}\nacrName: acme'),
  ),
  Fly: { ...workflow(run('flyctl deploy --remote-only')), 'fly.toml': 'app = "risk"\n' },
  Railway: workflow(run('railway up --service risk')),
  'App Platform': workflow(uses('digitalocean/app_action/deploy@v2', 'token: t')),
  'a deploy hook of Render': workflow(run('curl -X POST "${{ secrets.RENDER_DEPLOY_HOOK_URL }}"')),
  'a machine of AWS that is sent commands': workflow(
    run(
      `aws ssm send-command --instance-ids $ID --document-name AWS-RunShellScript \\\n  --parameters 'commands=["cd /srv/risk","git pull","docker compose up -d --build"],workingDirectory=/srv'`,
    ),
  ),
  'a machine of AWS that is sent JSON': workflow(
    run(
      `aws ssm send-command --targets Key=tag:Name,Values=risk --parameters '{"commands": ["git pull && docker compose up -d --build"]}'`,
    ),
  ),
  'a machine of Google Cloud': workflow(
    run('gcloud compute ssh risk --zone a --command "cd /srv/risk && git pull && docker compose up -d --build"'),
  ),
  'a machine of Azure': workflow(
    run(
      'az vm run-command invoke -g risk -n risk --command-id RunShellScript --scripts "cd /srv/risk" "git pull" "docker compose up -d --build"',
    ),
  ),
  'a machine that pulls and restarts': workflow(overSsh('cd /srv/risk\ngit pull\nsudo systemctl restart risk')),
};

const NOTHING: Record<string, Files> = {
  'an image that is only pushed': workflow(run(PUSH)),
  'a container on a runner that goes away': workflow(run(`${PUSH}\ndocker run -d -p 80:8080 jane/risk-api`)),
  'an image of somebody else': workflow(run(`${PUSH}\ngcloud run deploy risk --image gcr.io/acme/other-web`)),
  'one of two images that were built': {
    ...workflow(
      run(`${PUSH}\ndocker build -t jane/risk-web web\naws ecs update-service --service risk --force-new-deployment`),
    ),
    'web/Dockerfile': 'FROM nginx:1.27\n',
  },
  'a chart of somebody else': workflow(run(`${PUSH}\nhelm upgrade --install prom prometheus-community/prometheus`)),
  'a push of the own repository': workflow(run('git add .\ngit commit -m update\ngit push origin main')),
  'a machine of AWS that is asked something': workflow(
    run(`aws ssm send-command --instance-ids $ID --parameters 'commands=["docker compose ps"]'`),
  ),
  'a push to a mirror': workflow(
    run('git remote add mirror https://git.acme.example/jane/risk.git\ngit push mirror main'),
  ),
  'an upload of a model': workflow(run('huggingface-cli upload jane/risk-model . .')),
  'a hook that is no deployment': workflow(run('curl -X POST "${{ secrets.SLACK_HOOK_URL }}"')),
  'a server that is started again': workflow(overSsh('cd /srv/risk\ngit pull\nsudo systemctl restart nginx')),
  'a restart of what nothing has changed': workflow(overSsh('sudo systemctl restart risk')),
  'App Service that is given an image of somebody else': workflow(
    uses('azure/webapps-deploy@v3', 'images: acme/other:1'),
  ),
};

const DEPLOYED = /^ci-cd \S+ --deploys-> model-serving flask$/;
async function deploysService(files: Files): Promise<boolean> {
  return (await auditFiles(files)).relations.some((relation) => DEPLOYED.test(relation));
}

describe('deliveries', () => {
  for (const [name, files] of Object.entries({ ...IMAGES, ...UNNAMED, ...SOURCES }))
    it(`deploys: ${name}`, async () => expect(await deploysService({ ...SERVICE, ...files })).toBe(true));

  for (const [name, files] of Object.entries(SOURCES))
    it(`deploys without an image: ${name}`, async () =>
      expect(await deploysService({ ...SOURCES_ONLY, ...files })).toBe(true));

  for (const [name, files] of Object.entries(NOTHING))
    it(`does not deploy: ${name}`, async () => expect(await deploysService({ ...SERVICE, ...files })).toBe(false));

  it('takes the process of a Procfile, not every program beside it', async () => {
    const { relations } = await auditFiles({
      ...SOURCES_ONLY,
      Procfile: 'web: gunicorn app:app\n',
      'train.py': 'from sklearn.svm import SVC\nSVC().fit([[0], [1]], [0, 1])\n',
      ...workflow(uses('akhileshns/heroku-deploy@v3', 'heroku_app_name: risk')),
    });
    expect(relations).toContain('ci-cd github-actions --deploys-> model-serving flask');
    expect(relations.filter((relation) => relation.includes('training-pipeline'))).toEqual([]);
  });
});

describe('a service on another machine', () => {
  it('is put into operation by a here-document of CircleCI, and not triggered beside that', async () => {
    const { relations, notUnderstood } = await auditFiles({
      ...SERVICE,
      '.circleci/config.yml': `version: 2.1
orbs:
  aws-ecr: circleci/aws-ecr@9.6.0
jobs:
  deploy:
    docker: [{ image: cimg/aws:2023.09 }]
    steps:
      - checkout
      - run: |
          ssh ubuntu@$HOST \\<<EOF
            docker pull "$ACCOUNT.dkr.ecr.$REGION.amazonaws.com/$REPOSITORY:latest"
            docker run -d -p 80:5000 "$ACCOUNT.dkr.ecr.$REGION.amazonaws.com/$REPOSITORY:latest"
          EOF
workflows:
  main:
    jobs:
      - aws-ecr/build_and_push_image: { repo: $REPOSITORY, tag: latest }
      - deploy: { requires: [aws-ecr/build_and_push_image] }
`,
    });
    expect(relations.filter((relation) => relation.includes('model-serving'))).toEqual([
      'ci-cd circleci --builds-> model-serving flask',
      'ci-cd circleci --deploys-> model-serving flask',
    ]);
    expect(notUnderstood.filter((one) => one.startsWith('syntax-error'))).toEqual([]);
  });

  it('takes what is copied into the clone of a space', async () => {
    const script =
      'git clone https://huggingface.co/spaces/jane/risk space\ncd space\ncp ../app.py .\ngit push https://jane:$T@huggingface.co/spaces/jane/risk main';
    expect(await deploysService({ ...SERVICE, ...workflow(run(script)) })).toBe(true);
  });
});
