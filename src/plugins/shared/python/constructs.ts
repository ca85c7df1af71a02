/**
 * Constructors that build a step of a workflow. Building a step runs nothing: whether it is part of a pipeline is for the
 * plugin of its engine to say, which also asks the catalogue about it. The plugin for plain Python leaves them alone.
 */
const STEP_CONSTRUCTORS = [
  /^(?:airflow|astronomer|cosmos|airflow_provider_\w+)\.(?:\w+\.)*\w*(?:Operator|Sensor|OperatorAsync|SensorAsync|TaskGroup)(?:\.partial)?$/,
  /^sagemaker\.(?:mlops\.)?workflow\.(?:\w+\.)*(?:\w+Step|RegisterModel|EstimatorTransformer)$/,
  /^azureml\.(?:pipeline\.steps|contrib\.pipeline\.steps|train\.automl(?:\.\w+)*)\.(?:\w+\.)*\w+Step$/,
  /^kfp\.(?:\w+\.)*ContainerOp$/,
  /^tfx\.(?:\w+\.)*(?:components|extensions)\.(?:\w+\.)*[A-Z]\w*$/,
];

/** True for a call that only builds a step of a workflow. */
export function buildsStep(callee: string): boolean {
  return callee.length < 300 && STEP_CONSTRUCTORS.some((pattern) => pattern.test(callee));
}

/** Decorators that turn a function into a part of a workflow; the function runs only when the workflow holds it. */
const WORKFLOW_DECORATOR =
  /^(?:airflow|kfp|prefect|dagster|metaflow|zenml|flytekit|union|tfx|azure\.ai\.ml|mldesigner|mlrun|sagemaker|hamilton|kedro|luigi|ploomber|covalent|orchest)\b/;
/** Decorators that change how a function behaves and register it nowhere. */
const PLAIN_DECORATOR =
  /^(?:staticmethod|classmethod|property|cached_property|abstractmethod|override|overload|final|dataclass|wraps|contextmanager|lru_cache|cache|total_ordering|singledispatch|deprecated|jit|njit|validator|field_validator|model_validator|root_validator|validate_call|validate_arguments|nottest|retry|backoff|timer|timeit)$|^(?:functools|abc|contextlib|dataclasses|typing|typing_extensions|attr|attrs|pydantic|numba|tenacity|backoff|pytest|unittest|hypothesis|torch|tensorflow|jax|numpy|pandera|beartype|typeguard|nbdev|enum|ray)\b|\.(?:setter|getter|deleter|register|retry)$/;

/** True when a decorator hands the definition to a framework that calls it. */
export function registersWithFramework(decorator: string): boolean {
  return !WORKFLOW_DECORATOR.test(decorator) && !PLAIN_DECORATOR.test(decorator);
}
