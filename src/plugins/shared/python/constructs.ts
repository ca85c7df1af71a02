/**
 * Constructors and decorators by which Python code describes workflows. Describing runs nothing: whether a step is part of a
 * pipeline, and a pipeline in force, is for the plugin of its engine to say, which also asks the catalogue about it. The
 * plugin for plain Python leaves them alone.
 */
const STEP_CONSTRUCTORS = [
  /^(?:airflow|astronomer|cosmos|airflow_provider_\w+)\.(?:\w+\.)*\w*(?:Operator|Sensor|OperatorAsync|SensorAsync|TaskGroup)(?:\.partial)?$/,
  /^sagemaker\.(?:mlops\.)?workflow\.(?:\w+\.)*(?:\w+Step|RegisterModel|EstimatorTransformer)$/,
  /^stepfunctions\.(?:\w+\.)*\w*(?:Step|Task)$/,
  /^azureml\.(?:pipeline\.steps|contrib\.pipeline\.steps|train\.automl(?:\.\w+)*)\.(?:\w+\.)*\w+Step$/,
  /^kfp\.(?:\w+\.)*ContainerOp$/,
  /^tfx\.(?:\w+\.)*(?:components|extensions)\.(?:\w+\.)*[A-Z]\w*$/,
  // Tasks of Prefect 1, and the calls by which a flow takes them in.
  /^prefect\.tasks\.(?:\w+\.)*[A-Z]\w*(?:\(\))?(?:\.(?:set_dependencies|bind|map))?$/,
];

const PIPELINE_CONSTRUCTORS = [
  /^airflow\.(?:\w+\.)*DAG$/,
  /^sagemaker\.(?:mlops\.)?workflow\.(?:\w+\.)*Pipeline$/,
  /^stepfunctions\.(?:\w+\.)*Workflow$/,
  /^azureml\.pipeline\.core\.(?:\w+\.)*Pipeline$/,
  /^tfx\.(?:\w+\.)*Pipeline$/,
  /^prefect\.(?:\w+\.)*Flow$/,
  /^zenml\.(?:\w+\.)*Schedule$/,
  /^(?:flytekit|union)\.(?:\w+\.)*(?:LaunchPlan\.(?:get_or_)?create|CronSchedule|FixedRate)$/,
  /^clearml\.(?:\w+\.)*PipelineController(?:\.add_\w+)?$/,
  /^kedro\.pipeline\.(?:\w+\.)*(?:node|Node|pipeline|Pipeline)$/,
  /^dagster\.(?:\w+\.)*(?:ScheduleDefinition|SensorDefinition|define_asset_job|build_schedule_from_partitioned_job|AssetSensorDefinition|RunStatusSensorDefinition)$/,
];

const ENGINE_DECORATORS =
  /^(?:airflow|kfp|prefect|dagster|metaflow|zenml|flytekit|union|flyte|clearml|azure\.ai\.ml\.dsl|mldesigner)\.|^azure\.ai\.ml\.(?:\w+\.)*pipeline$|^sagemaker\.(?:mlops\.)?workflow\./;

const LONGEST_NAME = 300;

/** True for a call that only builds a step of a workflow. */
export function buildsStep(callee: string): boolean {
  return callee.length < LONGEST_NAME && STEP_CONSTRUCTORS.some((pattern) => pattern.test(callee));
}

/** True for a call that only builds a step of one engine, whose module has this name; a file may describe workflows of several. */
export function buildsStepOf(engine: string, callee: string): boolean {
  return callee.startsWith(`${engine}.`) && buildsStep(callee);
}

/** True for a call that describes a step, a pipeline or a schedule of an engine that has a plugin. */
export function describesWorkflow(callee: string): boolean {
  return (
    buildsStep(callee) ||
    (callee.length < LONGEST_NAME && PIPELINE_CONSTRUCTORS.some((pattern) => pattern.test(callee)))
  );
}

/** True for decorators of an engine that has a plugin. */
export function isEngineDecorator(decorator: string): boolean {
  return ENGINE_DECORATORS.test(decorator);
}

/** Decorators that turn a function into a part of a workflow; the function runs only when the workflow holds it. */
const WORKFLOW_DECORATOR =
  /^(?:airflow|kfp|prefect|dagster|metaflow|zenml|flytekit|union|flyte|clearml|tfx|azure\.ai\.ml|mldesigner|mlrun|sagemaker|hamilton|kedro|luigi|ploomber|covalent|snowflake)\b/;
/** Decorators that change how a function behaves and register it nowhere. */
const PLAIN_DECORATOR_NAMES = new Set(
  `staticmethod classmethod property cached_property abstractmethod override overload final dataclass wraps contextmanager
  lru_cache cache total_ordering singledispatch deprecated jit njit validator field_validator model_validator root_validator
  validate_call validate_arguments nottest retry timer timeit`.split(/\s+/),
);
const PLAIN_DECORATOR_MODULE =
  /^(?:functools|abc|contextlib|dataclasses|typing|typing_extensions|attr|attrs|pydantic|numba|tenacity|backoff|pytest|unittest|hypothesis|torch|tensorflow|jax|numpy|pandera|beartype|typeguard|nbdev|enum|ray)\b|\.(?:setter|getter|deleter|retry)$/;

/** True when a decorator hands the definition to a framework that calls it. */
export function registersWithFramework(decorator: string): boolean {
  if (WORKFLOW_DECORATOR.test(decorator) || PLAIN_DECORATOR_NAMES.has(decorator)) return false;
  return !PLAIN_DECORATOR_MODULE.test(decorator);
}
