/** Commands that build, deploy, store and deliver; `shell.test.ts` has those that run code. */
import { describe, expect, it } from 'vitest';
import { reference } from '../../src/facts/value.js';
import shell from '../../src/plugins/shell/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('mlflow', {
    kind: 'chart',
    pattern: 'mlflow',
    component: 'ml-metadata-store',
    name: { key: 'nameOverride' },
  }),
  technology('kfp', { kind: 'chart', pattern: 'kubeflow/pipelines/*', component: 'workflow-orchestration' }),
);

/** Facts of a script that runs in a step of CI, in the directory `app`. */
const step = (text: string): string[] =>
  show(extract(shell, 'ci.yml', text, { catalogue, language: 'shell', unit: 'step', directory: 'app' }));

describe('commands that deliver', () => {
  it.each<[name: string, text: string, facts: string[]]>([
    // images
    [
      'an image',
      'docker build -t reg.io/a:1 -f docker/Dockerfile .',
      ['link step builds path app/docker/Dockerfile', 'offer step image reg.io/a:1', 'trait step builds-package'],
    ],
    [
      'one stage of an image',
      'docker build --target serving -t a .',
      ['link step builds target app/Dockerfile#serving', 'offer step image a', 'trait step builds-package'],
    ],
    [
      'an image of a context',
      'docker build --tag a:$TAG svc',
      ['link step builds path app/svc/Dockerfile', 'offer step image a:$TAG', 'trait step builds-package'],
    ],
    [
      'a published image',
      'docker buildx build --push -t r/a .',
      [
        'link step builds path app/Dockerfile',
        'offer step image r/a',
        'link step publishes-to image r/a',
        'trait step builds-package',
      ],
    ],
    [
      'push and tag',
      'docker tag a r.io/a:1 && docker push r.io/a:1',
      ['offer step image r.io/a:1', 'link step renames image a', 'link step publishes-to image r.io/a:1'],
    ],
    [
      'a tag in the script that builds',
      'docker build -t a . && docker tag a r.io/a:1',
      [
        'link step builds path app/Dockerfile',
        'offer step image a',
        'trait step builds-package',
        'offer step image r.io/a:1',
      ],
    ],
    [
      'a web app of several containers',
      'az webapp create -g r -p p -n a --multicontainer-config-type compose --multicontainer-config-file c.yml',
      ['link step deploys path app/c.yml', 'trait step deploys'],
    ],
    ['an image that runs', 'docker run --rm -v $PWD:/w -e A=1 -it r/a:2', ['link step runs image r/a:2']],
    ['an image that stays', 'docker run -d --name a r/a:2', ['link step runs image r/a:2', 'trait step deploys']],
    ['an option of the program in an image', 'docker run r/a:2 -d', ['link step runs image r/a:2']],
    [
      'a command that runs in an image',
      'docker run --rm -v $PWD:/w -e A=1 -it r/a:2 python x.py',
      ['embedded step shell in app @1: python x.py'],
    ],
    [
      'compose',
      'docker compose -f a.yml -f b.yml up -d',
      ['link step deploys path app/a.yml', 'link step deploys path app/b.yml', 'trait step deploys'],
    ],
    [
      'compose that builds',
      'docker-compose build',
      ['link step builds target app#services-built', 'trait step builds-package'],
    ],
    ['compose that stops', 'docker compose down', []],

    // Kubernetes
    [
      'a manifest',
      'kubectl -n ml apply -f k8s/a.yaml',
      ['link step deploys path app/k8s/a.yaml', 'trait step deploys', 'trait step stage: ml'],
    ],
    [
      'a directory of manifests',
      'kubectl apply -k overlays/prod; kubectl create -f "k8s/*.yaml"',
      [
        'link step deploys path app/overlays/prod',
        'trait step deploys',
        'link step deploys path app/k8s',
        'trait step deploys',
      ],
    ],
    ['a dry run', 'kubectl apply --dry-run=client -f a.yaml', []],
    [
      'a manifest on standard input',
      'cat <<EOF | kubectl apply -f -\nkind: Job\nEOF\n',
      ['embedded step yaml in app @2: kind: Job\n', 'trait step deploys'],
    ],
    [
      'an image of a deployment',
      'kubectl set image deploy/api api=r/a:2',
      ['link step deploys image r/a:2', 'link step deploys workload api', 'trait step deploys'],
    ],
    [
      'a deployment that is started again',
      'kubectl -n ml rollout restart deployment/api',
      ['link step deploys workload ml/api', 'trait step deploys', 'trait step stage: ml'],
    ],
    [
      'a service that is given another model',
      "kubectl patch isvc churn -n ml --type merge -p '{}'",
      ['link step deploys workload ml/churn', 'trait step deploys', 'trait step stage: ml'],
    ],
    ['queries', 'kubectl get pods; kubectl logs x; kubectl wait --for=condition=complete job/x', []],
    [
      'upstream manifests',
      'kubectl apply -k "github.com/kubeflow/pipelines/manifests/kustomize/env?ref=2.0"',
      [
        'component step is workflow-orchestration kfp',
        'not-understood step remote-reference: github.com/kubeflow/pipelines/manifests/kustomize/env?ref=2.0',
        'link step deploys git-repository github.com/kubeflow/pipelines',
        'trait step deploys',
      ],
    ],
    [
      'a chart',
      'helm repo add charts https://x\nhelm upgrade --install m charts/mlflow --set nameOverride=exp -f values.yaml',
      [
        'component step is ml-metadata-store mlflow [exp]',
        'link step includes path app/values.yaml',
        'trait step deploys',
      ],
    ],
    [
      'a local chart',
      'helm install m ./charts/m; helm upgrade m charts/m',
      [
        'link step deploys path app/charts/m',
        'trait step deploys',
        'link step deploys path app/charts/m',
        'trait step deploys',
      ],
    ],
    [
      'a chart in a registry',
      'helm install m oci://r.io/charts/mlflow',
      ['component step is ml-metadata-store mlflow', 'trait step deploys'],
    ],
    ['charts that are only looked at', 'helm template m ./c; helm lint c; helm upgrade m ./c --dry-run', []],

    // infrastructure
    [
      'terraform',
      'terraform -chdir=infra apply -auto-approve',
      ['link step deploys path app/infra', 'trait step deploys'],
    ],
    [
      'terraform after cd',
      'cd infra; terraform init; terraform plan; terraform apply plan.out',
      ['link step deploys path app/infra', 'trait step deploys'],
    ],
    ['terraform that destroys', 'terraform destroy; terraform validate; terraform fmt', []],
    [
      'cloudformation',
      'aws cloudformation deploy --template-file t.yml --stack-name s',
      ['link step deploys path app/t.yml', 'trait step deploys'],
    ],
    [
      'a template body',
      'aws cloudformation create-stack --template-body file://t.json',
      ['link step deploys path app/t.json', 'trait step deploys'],
    ],
    [
      'sam and cdk',
      'sam deploy --no-confirm-changeset\ncdk deploy --all',
      [
        'link step deploys path app/template.yaml',
        'trait step deploys',
        'link step deploys path app/cdk.json',
        'link step deploys path app',
        'trait step deploys',
      ],
    ],
    [
      'lambda',
      'aws lambda update-function-code --function-name f --image-uri r/a:1',
      ['link step deploys image r/a:1', 'trait step deploys'],
    ],
    [
      'cloud run',
      'gcloud run deploy svc --image r/a --region x',
      ['link step deploys image r/a', 'trait step deploys'],
    ],
    [
      'azure ml',
      'az ml job create -f job.yml\naz ml online-deployment update --file d.yml --name x',
      ['link step runs path app/job.yml', 'link step deploys path app/d.yml', 'trait step deploys'],
    ],

    // storage, clusters, pipelines
    [
      'object storage',
      'aws s3 cp model.pkl s3://models/a/b\naws s3 sync s3://data/x .',
      ['link step writes-to bucket models', 'link step reads-from bucket data'],
    ],
    ['a bucket that a variable hides', 'aws s3 cp a s3://$BUCKET/a', []],
    [
      'clusters',
      'aws eks update-kubeconfig --region r --name c1\ngcloud container clusters get-credentials c2',
      ['link step runs-on cluster c1', 'link step runs-on cluster c2'],
    ],
    ['an engine', 'airflow dags trigger -c "{}" train', ['link step triggers pipeline train']],
    [
      'a pipeline of a cloud',
      'aws sagemaker start-pipeline-execution --pipeline-name p',
      ['link step triggers pipeline p'],
    ],
    ['a DVC pipeline', 'dvc repro', ['link step runs path app/dvc.yaml']],

    // delivery
    [
      'a workflow',
      'gh workflow run train.yml -R o/n',
      ['link step triggers workflow train.yml', 'link step triggers git-repository github.com/o/n'],
    ],
    [
      'a dispatch',
      'curl -X POST https://api.github.com/repos/o/n/dispatches -d "{}"',
      ['link step triggers git-repository github.com/o/n'],
    ],
    [
      'a dispatch of one workflow',
      'gh api repos/o/n/actions/workflows/t.yml/dispatches',
      ['link step triggers git-repository github.com/o/n', 'link step triggers workflow t.yml'],
    ],
    [
      'a push into a clone',
      'git clone https://x:y@github.com/o/gitops.git\ncd gitops\nsed -i s/a/b/ v.yaml\ngit push',
      [
        'link step deploys path github.com/o/gitops/v.yaml',
        'link step deploys git-repository github.com/o/gitops',
        'trait step deploys',
      ],
    ],
    [
      'a push into a clone under another name, from a directory of it',
      'git clone "https://x-access-token:${{ secrets.TOKEN }}@github.com/o/gitops.git" cfg\ncd cfg/apps\nyq -i .a=1 v.yaml\ngit push',
      [
        'link step deploys path github.com/o/gitops/apps/v.yaml',
        'link step deploys git-repository github.com/o/gitops',
        'trait step deploys',
      ],
    ],
    [
      'a push into a clone beside the directory',
      'git clone https://github.com/$OWNER/gitops\nsed -i s/a/b/ gitops/v.yaml\ngit -C gitops push',
      [
        'link step deploys path github.com/_/gitops/v.yaml',
        'link step deploys git-repository github.com/_/gitops',
        'trait step deploys',
      ],
    ],
    ['a clone that is only read', 'git clone https://github.com/o/gitops\nsed -i s/a/b/ gitops/v.yaml', []],
    [
      'a file that is put into a repository',
      'gh api -X PUT repos/o/gitops/contents/apps/v.yaml -f content=x',
      ['link step deploys path github.com/o/gitops/apps/v.yaml', 'trait step deploys'],
    ],
    ['a file of a repository that is read', 'gh api repos/o/gitops/contents/apps/v.yaml --jq .sha', []],
    [
      'an edit that is pushed',
      'sed -i "s/tag: .*/tag: 1/" charts/a/values.yaml\ngit commit -am x\ngit push',
      ['link step deploys path app/charts/a/values.yaml', 'trait step deploys'],
    ],
    [
      'an edit of a file that another definition names',
      `sed -i s/a/b/ ${reference('argo:w/push', 'file')}\ngit push origin main`,
      ['link step deploys path app/${file}', 'trait step deploys'],
    ],
    ['an edit that is not pushed', 'sed -i s/a/b/ values.yaml; yq -i .a values.yaml; kustomize version', []],
    ['kustomize', 'kustomize edit set image a=r/a:2', ['link step deploys path app', 'link step deploys image r/a:2']],
  ])('%s', (_, text, facts) => expect(step(text)).toEqual(facts));
});
