/**
 * Which names tell enough to be believed across sources. Two projects that have nothing to do with each other both register a
 * model called `model`; only a name of the organisation's own making shows that two sources speak of one thing.
 */
import type { IdentifierKind } from '../../facts/types.js';

/** Words that say what a thing is, not which one. */
const GENERIC = words(`
  a api app artifact artifacts base best bucket challenger champion classification classifier data dataset default demo deploy
  deployment dev development endpoint example experiment feature features final first forest inference input job latest lightgbm
  linear logistic main ml mlflow mlops model models my new online output pipeline predict prediction predictions predictor prod
  production project pytorch random raw regression regressor run sample score scoring serve serving service sklearn stage staging
  step store tensorflow test the topic train training v workflow xgboost`);
/** Data sets and cases of tutorials, which unrelated projects share. */
const TUTORIAL = words(`
  bank bert boston california car cars cats churn cifar credit customer diabetes dogs duration fashion flower flowers fraud green
  heart house housing income iris loan mnist movie news nyc penguins price prices resnet ride sales sentiment spam taxi telco
  titanic trip wine yellow yolo`);

/** What stands for a name that whoever reads is to fill in, and the courses whose names their students give to everything. */
const FILLED_IN = words(`
  bar bootcamp bucketname capstone change changeme course dtc enter exercise foo here homework insert kaggle lab learning me
  placeholder replace something todo tutorial udacity udemy unique workshop xx xxx xxxx you your yourname zoomcamp`);

/** What platforms and their parts are called: names made of nothing else are in every organisation. */
const PLATFORM = words(`
  access account action actions admin ap central east north northeast northeurope northwest south southeast west westeurope agent airflow alert alertmanager alerts amazon analytics annotations apache apis apps arch argo
  argocd argoproj arn assume attach auth auto autoscaler aws azure backend batch bin bucket buckets build builder bus cache cert certificate chart charts
  check ci cloud cloudwatch cluster clusters cm code com common community component components compose compute conf config configmap
  configs configuration connection console container containers control controller core cpu create credentials cron custom dag dags
  dashboard dashboards database databases db default delete dir dns docker dockerfile ec ecr ecs eks elastic en endpoints engine env
  environment events exec executor expose exporter external file files flow flows frontend function functions gateway gcp gcr generic get
  ghcr git github gitlab gitops global google gpu grafana group groups grpc helm home host hosts html http https hub hugging iam id image
  images index info infra infrastructure ingress init instance internal io istio jenkins json jupyter jupyterhub k key keys kfp kserve
  kube kubeflow kubernetes kustomize lambda lib library list load local log logger logging logs loki machine manager managed manifests
  master max metadata metric metrics min minio module modules monitor monitoring name names namespace net network nginx node nodes
  notebook number object operator operators opt ops org origin output outputs package packages page params path pip platform policy pool
  port postgre postgres postgresql private processing processor prometheus provider proxy public push py python queue quay rabbitmq rate read
  readme ready real redis ref refs region register registry release remote replica repo repos repository request requests res reset
  resource resources response rest result results role roles root route router rule rules run runner runs runtime s3 sa sagemaker scaler scaling script
  scripts secret secrets security seldon server servers services session set setup sh sidecar sns source sources spark spec sql sqs src
  ssm stack standard start state static status storage stream string svc sync system table tables tag tags target task tasks tekton
  template templates tensor terraform text time tmp token tool tools topic tracking transform trigger triggers type ui update upload url
  angular broker brokers celery chroma django express fastapi flask gradio laravel nextjs node nodejs rails react spring streamlit vue clickhouse collector consul elasticsearch etcd flink flower hive influxdb jaeger kafka keycloak kibana
  langfuse litellm logstash mariadb milvus minikube mongo mongodb mysql nats neo nifi ollama opensearch opentelemetry otel promtail
  pushgateway qdrant spark statsd superset tempo temporal thanos trino triton vault vllm weaviate zipkin zookeeper
  us usage user users usr util utils value values var version view viewer virtual vm volume volumes vpc web webhook worker workers
  workflows workspace write yaml yml zone`);

/** What documentation and templates call compute: by its processor, size or place. */
const PLAIN_CLUSTER =
  /^(?:(?:aml|azureml|batch|compute|cpu|default|dev|gpu|large|low|lowpri|my|priority|prod|small|test|train|training)[-_]?)*(?:clusters?|compute)?[-_]?\d*$/i;

/** Hosts that belong to a provider, not to an organisation; and names that every cluster may have. */
const SHARED_HOST =
  /(^|\.)(amazonaws\.com|azure\.com|googleapis\.com|dagshub\.com|github\.com|gitlab\.com|huggingface\.co|docker\.io|wandb\.ai|example\.\w+)$|\.(local|internal|svc|lan|test)$/;

/** Domains under which everybody is given a name. */
const SHARED_DOMAIN =
  /(?:^|\.)(?:(?:com?|org|net|gov|edu|ac)\.[a-z]{2}|duckdns\.org|github\.io|gitlab\.io|ngrok(?:-free)?\.(?:io|app|dev)|herokuapp\.com|vercel\.app|netlify\.app|onrender\.com|railway\.app|fly\.dev|run\.app|web\.app|firebaseapp\.com|appspot\.com|azurewebsites\.net|azurecontainerapps\.io|azurecr\.io|cloudfront\.net|windows\.net|workers\.dev|streamlit\.app|hf\.space|nip\.io|sslip\.io|amazonaws\.com|azure\.com|googleapis\.com|cloudapp\.net)$/;
/** Services for everybody: whoever speaks of them is one of many. */
const PUBLIC_SERVICE =
  /(?:^|\.)(?:amazonaws|anthropic|apache|atlassian|azure|bitbucket|circleci|cloudflare|codecov|confluent|dagshub|databricks|datadoghq|docker|elastic|gcr|ghcr|github|githubusercontent|gitlab|google|googleapis|googleusercontent|gmail|grafana|hashicorp|heroku|hotmail|huggingface|jsdelivr|k8s|kaggle|kubernetes|letsencrypt|microsoft|microsoftonline|mlflow|mongodb|neptune|newrelic|npmjs|nvidia|openai|outlook|pinecone|prometheus|pypi|python|pythonhosted|pytorch|quay|redhat|sendgrid|sentry|slack|snowflakecomputing|telegram|tensorflow|unpkg|wandb|w3|yahoo|zenml)\.[a-z]{2,}$/;

/** Whether a name is a domain of somebody's own, as it stands in zones and routes. */
export function isOwnDomain(name: string): boolean {
  const text = name.toLowerCase();
  if (
    text.length > 100 ||
    !/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|io|ai|dev|app|cloud|tech|xyz|me|info|site|online|[a-z]{2})$/.test(
      text,
    )
  )
    return false;
  if (
    SHARED_HOST.test(text) ||
    PUBLIC_SERVICE.test(text) ||
    /(?:^|\.)(?:example|test|local|your|my|domain)[\w-]*\.[a-z]+$/.test(text)
  )
    return false;
  const shared = SHARED_DOMAIN.exec(text);
  return shared ? shared.index > 0 : true;
}

/** Whether a name that one definition gives and another one in a different source asks for means the same thing. */
export function isTelling(kind: IdentifierKind, value: string): boolean {
  if (kind === 'workflow') return isTellingWorkflow(value);
  if (kind === 'cluster') return !PLAIN_CLUSTER.test(value);
  if (kind === 'workload' || kind === 'config') return isTellingObject(value);
  return kind !== 'model' && kind !== 'endpoint' && kind !== 'pipeline' && kind !== 'topic' && kind !== 'experiment'
    ? true
    : tokens(value).some((token) => !GENERIC.has(token));
}

/** Whether a name that two sources only use, while neither of them provides it, means the same thing: it must be unmistakable. */
export function isUnmistakable(kind: IdentifierKind, value: string): boolean {
  if (kind === 'host') return value.split('.').length >= 3 && !SHARED_HOST.test(value) && !/^[\d.]+$/.test(value);
  // The names of buckets are good in the whole world.
  if (kind === 'bucket') return isDistinctive(value) && tokens(value).every((token) => !FILLED_IN.has(token));
  return tokens(value).some((token) => !GENERIC.has(token) && !TUTORIAL.has(token));
}

/**
 * Whether a name tells by itself, without the place saying what it is the name of: it has two words of somebody's own making, or the
 * number of an account.
 */
export function isDistinctive(value: string): boolean {
  const own = new Set(tokens(value).filter((one) => !GENERIC.has(one) && !TUTORIAL.has(one) && !PLATFORM.has(one)));
  return own.size >= 2 || (own.size === 1 && (/\d{6}|\//.test(value) || tokens(value).length >= 3));
}

/** What paths of interfaces are made of, whatever is asked. */
const PLAIN_REQUEST = words(`
  about active add all answer apply ask assign auth avatar batch book books by callback cancel cart categories category change chat check
  classify clear close comment comments complete completions confirm contact count counts csv current data date day delete detail details
  disable docs document documents done download edit email enable error explain export fetch filter find forgot form found generate
  health healthcheck healthz history home hook image import infer info inputs insert invocations item items job jobs last latest live
  liveness login logout manage me message messages ok open openapi options order orders password pause payment photo ping post posts
  preview process product products profile progress publish queries query question readiness ready recommend recommendations refresh
  register reload remove report reports reset resume retrain retry rows rpc save search select send sign signin signup statistics stats
  submit subscribe summary sync test tests text time train unsubscribe update upload uploads users validate verify video videos`);

/** Words of somebody's own making in the path of a request. */
export const wordsOfPath = (path: string): string[] =>
  tokens(path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')).filter(
    (one) => ![GENERIC, TUTORIAL, PLATFORM, PLAIN_REQUEST].some((plain) => plain.has(one)),
  );

/** What variables of the environment are called, whatever the program. */
const PLAIN_VARIABLE = words(`
  accept admins after age algorithm algorithms allow allowed anthropic ap attempts auth backoff bearer bool bootstrap broker brokers browser bytes
  chunk client cohere collection concurrency connect cookie cors credential currency dataset day days debug delay dim dimension directory disable
  disabled driver drive email enable enabled encoding encryption engine experiment expiration expire expires expiry extra fallback
  force format from full gemini gid groq headers hidden hours ignore include insecure interval issuer java jdbc jwt kaggle language
  lang langchain langsmith length level limit llm locale max memory message method mail millis min minutes mode model ms name nextauth next num
  oauth old openai openrouter optional options organization overlap override owner pass passphrase passwd password pat path period
  permissions pg pgadmin pid prefix print profile prompt protocol publishable pull pythonpath pwd quantity question quiet random range
  recursion redirect refresh region reload remote required retries retry review safe salt sasl scheme schema scope seconds seed sender sentry serial
  shared show signing size sleep smtp source spring ssl start static strict stripe subject subnet suffix supabase tavily temperature tenant
  threads threshold time timeout timezone title tls to token tokens top tracing transport trust trusted twilio type uid until update upper
  uri urls use user username validation verbose verify version vite vocab wait warn width windows with workdir write years zone`);

/** Words of somebody's own making in the name of a variable of the environment. */
export const wordsOfVariable = (name: string): string[] =>
  tokens(name).filter((one) => ![GENERIC, PLATFORM, PLAIN_VARIABLE].some((plain) => plain.has(one)));

/**
 * Whether an object of a cluster is meant by its name although nothing says the namespace: it is not made of words of platforms
 * alone. The kind of the object is known, so that less has to tell than of a word that stands anywhere.
 */
export function isTellingObject(value: string): boolean {
  const parts = tokens(value.slice(value.lastIndexOf('/') + 1));
  return parts.length >= 3 || (parts.length === 2 && parts.some((one) => !GENERIC.has(one) && !PLATFORM.has(one)));
}

/** Whether a name has a word that is not of platforms or types: `mlflow` or `inference-api` is everybody's. */
export const hasOwnWord = (value: string): boolean =>
  tokens(value).some((one) => !GENERIC.has(one) && !PLATFORM.has(one));

/** Whether a name is more than a word that everybody uses, or the name of a product: `PostgreSQL`. */
export const isNoWord = (value: string): boolean => {
  const parts = tokens(value);
  const isOneWord = /^[A-Za-z]+$/.test(value);
  return (
    parts.length >= 2 &&
    !/^[a-z]+(?:\.[a-z]+)*$/.test(value) &&
    !parts.every((one) => GENERIC.has(one) || (isOneWord && PLATFORM.has(one)))
  );
};

/** What every project calls its workflows. */
const PLAIN_WORKFLOW = words(`
  action after and apply automated build cd check checks ci cicd code continuous create delivery destroy docker github gitlab image
  images infra infrastructure integration jenkins job jobs k8s kubernetes lint manual nightly on package plan pr publish pull push
  quality release request retrain run scheduled start tests to trigger update validate workflow workflows yaml yml`);

/** Workflows are named for what they do, and files are named alike everywhere; a name with a path says of which repository it is. */
function isTellingWorkflow(value: string): boolean {
  if (value.includes('/')) return true;
  // Steps of a shared library say what they do to what: `trainModel`.
  if (value.startsWith('jenkins-step:')) return tokens(value.slice('jenkins-step:'.length)).length > 1;
  if (/\.ya?ml$/.test(value)) return false;
  return tokens(value).some((token) => !GENERIC.has(token) && !TUTORIAL.has(token) && !PLAIN_WORKFLOW.has(token));
}

/** A pipeline called like its repository is that repository's, unless the name is one word that others use as well. */
export const isNameOfSource = (name: string, source: string): boolean =>
  name.toLowerCase() === source.toLowerCase() && tokens(source).length > 1;

/** Names of packages that every project has. */
const PLAIN_PACKAGE = words(`
  app backend common components config core dags db flows frontend helpers lib libs modules package packages pipelines scripts
  server services settings shared src steps tasks tests tools util utils`);

/** Whether a package is the one that another source makes, by its import name alone. */
export function isTellingPackage(name: string): boolean {
  return name.length > 2 && !PLAIN_PACKAGE.has(name.toLowerCase()) && isTelling('model', name);
}

const tokens = (value: string): string[] =>
  value
    .replace(/([a-z])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3 $2$4')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((token) => token.length > 1);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
