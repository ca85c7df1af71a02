import { describe, expect, it } from 'vitest';
import shell from '../../src/plugins/shell/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology(
    'mlflow',
    { kind: 'command', pattern: 'mlflow server', component: 'ml-metadata-store', name: { key: '--port' } },
    {
      kind: 'environment',
      pattern: 'MLFLOW_TRACKING_URI',
      component: 'ml-metadata-store',
      relation: 'logs-to',
      links: [{ link: 'logs-to', identifier: 'host' }],
    },
    { kind: 'chart', pattern: 'mlflow', component: 'ml-metadata-store', name: { key: 'nameOverride' } },
  ),
  technology('dvc', {
    kind: 'command',
    pattern: 'dvc push',
    component: 'data-versioning',
    relation: 'writes-to',
    links: [{ position: 0, identifier: 'path', link: 'writes-to' }],
  }),
  technology('kfp', { kind: 'chart', pattern: 'kubeflow/pipelines/*', component: 'workflow-orchestration' }),
);

/** Facts of a script that runs in a step of CI, in the directory `app`. */
const step = (text: string): string[] =>
  show(extract(shell, 'ci.yml', text, { catalogue, language: 'shell', unit: 'step', directory: 'app' }));

describe('shell commands', () => {
  it.each<[name: string, text: string, facts: string[]]>([
    // programs of the repository
    ['a script', 'python train.py --epochs 3', ['link step runs path app/train.py']],
    ['an interpreter with options', 'python3.11 -u -W ignore src/train.py', ['link step runs path app/src/train.py']],
    ['an interpreter in a variable', '$(PYTHON) train.py', ['link step runs path app/train.py']],
    ['a module', 'python -m pkg.train --x 1', ['link step runs python-module pkg.train']],
    ['a module that prepares', 'python -m pip install -r requirements.txt', []],
    ['code in an argument', 'python -c "import x"', ['embedded step python in app @1: import x']],
    ['code on standard input', 'true\npython - <<EOF\nimport x\nEOF\n', ['embedded step python in app @3: import x\n']],
    ['a directory after cd', 'cd src && python ../train.py', ['link step runs path app/train.py']],
    ['a path outside of the source', 'python /opt/x.py\npython ../../x.py', []],
    ['a path that a variable hides', 'python $SCRIPT.py', ['not-understood step unresolved-variable: $SCRIPT.py']],
    ['a directory that a variable hides', 'cd $DIR && python x.py', ['not-understood step unresolved-variable: x.py']],
    ['the root of the checkout', 'python $GITHUB_WORKSPACE/x.py; python ${CI_PROJECT_DIR}/y.py', ['link step runs path x.py', 'link step runs path y.py']],
    ['wrappers', 'poetry run python a.py && uv run b.py', ['link step runs path app/a.py', 'link step runs path app/b.py']],
    ['a notebook', 'papermill in.ipynb out.ipynb -p a 1', ['link step runs path app/in.ipynb']],
    ['an executed notebook', 'jupyter nbconvert --to notebook --execute eda.ipynb', ['link step runs path app/eda.ipynb']],
    ['a converted notebook', 'jupyter nbconvert --to html eda.ipynb', []],
    ['launchers', 'torchrun --nproc_per_node 2 train.py\naccelerate launch --multi_gpu t.py', ['link step runs path app/train.py', 'link step runs path app/t.py']],
    ['a launcher module', 'python -m torch.distributed.run --nproc_per_node=2 train.py', ['link step runs path app/train.py']],
    ['spark', 'spark-submit --master yarn --num-executors 4 job.py in', ['link step runs path app/job.py']],
    ['ray', 'ray job submit --address http://x -- python train.py', ['link step runs path app/train.py']],
    ['ray without a job', 'ray start --head', []],
    ['shell scripts', 'bash run.sh\n./scripts/go.sh\nsource lib.sh', ['link step runs path app/run.sh', 'link step runs path app/scripts/go.sh', 'link step runs path app/lib.sh']],
    ['an environment', 'source venv/bin/activate\n. .env', []],
    ['web servers', 'uvicorn api.main:app --port 80', ['link step runs python-module api.main', 'trait step web-service']],
    ['gunicorn', 'gunicorn -w 4 -k uvicorn.workers.UvicornWorker app:create()', ['link step runs python-module app', 'trait step web-service']],
    ['flask', 'flask --app web/api.py run', ['link step runs path app/web/api.py', 'trait step web-service']],
    ['flask by its variable', 'FLASK_APP=pkg.api flask run', ['link step runs python-module pkg.api', 'trait step web-service']],
    ['fastapi', 'fastapi run src/main.py', ['link step runs path app/src/main.py', 'trait step web-service']],
    ['streamlit', 'streamlit run ui.py', ['link step runs path app/ui.py', 'trait step web-service']],
    ['celery', 'celery -A pkg.tasks worker', ['link step runs python-module pkg.tasks']],
    ['an installed command', 'train-model --module-name pkg.flow', ['link step runs target script:train-model', 'link step runs python-module pkg.flow']],
    ['a function of the script', 'log() { echo "$1"; }\nlog start', []],
    ['programs of the system', 'echo a; ls -la; cp a b; mkdir -p x; cat README.md; pip install x; curl https://x.y', []],

    // tests and linters
    ['pytest', 'pytest tests/unit -k "not slow"', ['trait step tests', 'link step validates path app/tests/unit']],
    ['pytest as a module', 'python -m pytest -v', ['trait step tests']],
    ['pytest under coverage', 'coverage run -m pytest tests/a.py::test_b', ['trait step tests', 'link step validates path app/tests/a.py']],
    ['a test that cannot fail', 'pytest || true', ['trait step tests: a failure does not stop the script']],
    ['no test', 'pytest --version; pytest --collect-only; tox -e docs', []],
    ['tox', 'tox; tox -e lint', ['trait step tests', 'trait step lints']],
    ['linters', 'flake8 src; ruff check .; mypy --version', ['trait step lints', 'trait step lints']],

    // images
    ['an image', 'docker build -t reg.io/a:1 -f docker/Dockerfile .', ['link step builds path app/docker/Dockerfile', 'offer step image reg.io/a:1', 'trait step builds-package']],
    ['an image of a context', 'docker build --tag a:$TAG svc', ['link step builds path app/svc/Dockerfile', 'offer step image a:$TAG', 'trait step builds-package']],
    ['a published image', 'docker buildx build --push -t r/a .', ['link step builds path app/Dockerfile', 'offer step image r/a', 'link step publishes-to image r/a', 'trait step builds-package']],
    ['push and tag', 'docker tag a r.io/a:1 && docker push r.io/a:1', ['offer step image r.io/a:1', 'link step publishes-to image r.io/a:1']],
    ['an image that runs', 'docker run --rm -v $PWD:/w -e A=1 -it r/a:2 python x.py', ['link step runs image r/a:2']],
    ['compose', 'docker compose -f a.yml -f b.yml up -d', ['link step deploys path app/a.yml', 'link step deploys path app/b.yml', 'trait step deploys']],
    ['compose that builds', 'docker-compose build', ['link step builds path app', 'trait step builds-package']],
    ['compose that stops', 'docker compose down', []],

    // Kubernetes
    ['a manifest', 'kubectl -n ml apply -f k8s/a.yaml', ['link step deploys path app/k8s/a.yaml', 'trait step deploys']],
    ['a directory of manifests', 'kubectl apply -k overlays/prod; kubectl create -f "k8s/*.yaml"', ['link step deploys path app/overlays/prod', 'trait step deploys', 'link step deploys path app/k8s', 'trait step deploys']],
    ['a dry run', 'kubectl apply --dry-run=client -f a.yaml', []],
    ['a manifest on standard input', 'cat <<EOF | kubectl apply -f -\nkind: Job\nEOF\n', ['embedded step yaml in app @2: kind: Job\n', 'trait step deploys']],
    ['an image of a deployment', 'kubectl set image deploy/api api=r/a:2', ['link step deploys image r/a:2', 'trait step deploys']],
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
    ['a chart', 'helm repo add charts https://x\nhelm upgrade --install m charts/mlflow --set nameOverride=exp -f values.yaml', ['component step is ml-metadata-store mlflow [exp]', 'link step includes path app/values.yaml', 'trait step deploys']],
    ['a local chart', 'helm install m ./charts/m; helm upgrade m charts/m', ['link step deploys path app/charts/m', 'trait step deploys', 'link step deploys path app/charts/m', 'trait step deploys']],
    ['a chart in a registry', 'helm install m oci://r.io/charts/mlflow', ['component step is ml-metadata-store mlflow', 'trait step deploys']],
    ['charts that are only looked at', 'helm template m ./c; helm lint c; helm upgrade m ./c --dry-run', []],

    // infrastructure
    ['terraform', 'terraform -chdir=infra apply -auto-approve', ['link step deploys path app/infra', 'trait step deploys']],
    ['terraform after cd', 'cd infra; terraform init; terraform plan; terraform apply plan.out', ['link step deploys path app/infra', 'trait step deploys']],
    ['terraform that destroys', 'terraform destroy; terraform validate; terraform fmt', []],
    ['cloudformation', 'aws cloudformation deploy --template-file t.yml --stack-name s', ['link step deploys path app/t.yml', 'trait step deploys']],
    ['a template body', 'aws cloudformation create-stack --template-body file://t.json', ['link step deploys path app/t.json', 'trait step deploys']],
    ['sam and cdk', 'sam deploy --no-confirm-changeset\ncdk deploy --all', ['link step deploys path app/template.yaml', 'trait step deploys', 'link step deploys path app', 'trait step deploys']],
    ['lambda', 'aws lambda update-function-code --function-name f --image-uri r/a:1', ['link step deploys image r/a:1', 'trait step deploys']],
    ['cloud run', 'gcloud run deploy svc --image r/a --region x', ['link step deploys image r/a', 'trait step deploys']],
    ['azure ml', 'az ml job create -f job.yml\naz ml online-deployment update --file d.yml --name x', ['link step runs path app/job.yml', 'link step deploys path app/d.yml', 'trait step deploys']],

    // storage, clusters, pipelines
    ['object storage', 'aws s3 cp model.pkl s3://models/a/b\naws s3 sync s3://data/x .', ['link step writes-to bucket models', 'link step reads-from bucket data']],
    ['a bucket that a variable hides', 'aws s3 cp a s3://$BUCKET/a', []],
    ['clusters', 'aws eks update-kubeconfig --region r --name c1\ngcloud container clusters get-credentials c2', ['link step runs-on cluster c1', 'link step runs-on cluster c2']],
    ['an engine', 'airflow dags trigger -c "{}" train', ['link step triggers pipeline train']],
    ['a pipeline of a cloud', 'aws sagemaker start-pipeline-execution --pipeline-name p', ['link step triggers pipeline p']],
    ['a DVC pipeline', 'dvc repro', ['link step runs path app/dvc.yaml']],

    // delivery
    ['a workflow', 'gh workflow run train.yml -R o/n', ['link step triggers workflow train.yml', 'link step triggers git-repository github.com/o/n']],
    ['a dispatch', 'curl -X POST https://api.github.com/repos/o/n/dispatches -d "{}"', ['link step triggers git-repository github.com/o/n']],
    ['a dispatch of one workflow', 'gh api repos/o/n/actions/workflows/t.yml/dispatches', ['link step triggers git-repository github.com/o/n', 'link step triggers workflow t.yml']],
    ['a push into a clone', 'git clone https://x:y@github.com/o/gitops.git\ncd gitops\nsed -i s/a/b/ v.yaml\ngit push', ['link step deploys git-repository github.com/o/gitops', 'trait step deploys']],
    ['an edit that is pushed', 'sed -i "s/tag: .*/tag: 1/" charts/a/values.yaml\ngit commit -am x\ngit push', ['link step deploys path app/charts/a/values.yaml', 'trait step deploys']],
    ['an edit that is not pushed', 'sed -i s/a/b/ values.yaml; yq -i .a values.yaml; kustomize version', []],
    ['kustomize', 'kustomize edit set image a=r/a:2', ['link step deploys path app', 'link step deploys image r/a:2']],

    // task runners
    ['make', 'make -C infra deploy ENV=prod', ['link step runs target app/infra#deploy']],
    ['make without a target', 'make -j4', ['link step runs target app#']],
    ['package scripts', 'npm ci; npm run build; npm test; yarn lint', ['link step runs target app#npm:build', 'link step runs target app#npm:test', 'link step runs target app#npm:lint']],
    ['mise', 'mise run train --fast; mise install', ['link step runs target app#mise:train']],
    ['an MLflow project', 'mlflow run projects/a -e train -P x=1', ['link step runs target app/projects/a#mlflow:train']],

    // the catalogue
    ['a command of a technology', 'mlflow server --host 0.0.0.0 --port 5000', ['component step is ml-metadata-store mlflow [5000]']],
    ['a path of a technology', 'dvc push data/x.dvc', ['component step acts writes-to data-versioning dvc', 'link step writes-to path app/data/x.dvc']],
    ['an environment variable', 'export MLFLOW_TRACKING_URI=http://mlflow:5000', ['component step acts logs-to ml-metadata-store mlflow', 'link step logs-to host http://mlflow:5000']],
    ['help', 'mlflow server --help', []],
  ])('%s', (_, text, facts) => expect(step(text)).toEqual(facts));

  it('gives each fact its line', () => {
    const facts = extract(shell, 'run.sh', '#!/bin/sh\nset -e\n\npython a.py # train\n');
    expect(facts).toEqual([
      {
        fact: 'link',
        unit: '',
        link: 'runs',
        to: { kind: 'path', value: 'a.py' },
        kind: 'command',
        at: { line: 4, column: 1, excerpt: 'python a.py # train' },
      },
    ]);
  });

  it('takes a script to be started from the root, and its own directory where that is what counts', () => {
    const text = 'python src/a.py\nterraform apply\n. "$(dirname "$0")/lib.sh"\n';
    expect(show(extract(shell, 'infra/up.sh', text))).toEqual([
      'link - runs path src/a.py',
      'link - deploys path infra',
      'trait - deploys',
      'link - runs path infra/lib.sh',
    ]);
  });

  it.each(['', '#', '\u0000', '$(', 'python', 'git push', 'kubectl apply -f', 'helm install', 'docker run', '__proto__ x', 'constructor'])(
    'reads any text: %j',
    (text) => expect(() => step(text)).not.toThrow(),
  );

  it('reads long text', () => {
    expect(step(`python ${'a '.repeat(50_000)}`)).toEqual(['link step runs path app/a']);
  });
});
