from types import SimpleNamespace

import joblib


def log_model(model, name, input_example):
    import mlflow

    uri = f"models:/m-{mlflow._active['id']}"
    assert name and len(input_example) > 0
    joblib.dump(model, mlflow._store() / f"{mlflow._active['id']}.joblib")
    mlflow._active["model"] = uri
    return SimpleNamespace(model_uri=uri)


def load_model(uri):
    import mlflow

    name, alias = uri.removeprefix("models:/").split("@")
    source = mlflow.MlflowClient().get_model_version_by_alias(name, alias).source
    return joblib.load(mlflow._store() / f"{source.removeprefix('models:/m-')}.joblib")
