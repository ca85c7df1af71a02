from pathlib import Path
from types import SimpleNamespace

import joblib


def log_model(model, name, input_example):
    import mlflow

    mlflow.not_in_azureml()
    uri = f"models:/m-{mlflow._active['id']}"
    assert name and len(input_example) > 0
    joblib.dump(model, mlflow._store() / f"{mlflow._active['id']}.joblib")
    mlflow._active["model"] = uri
    return SimpleNamespace(model_uri=uri)


def save_model(model, path, input_example):
    assert len(input_example) > 0
    Path(path).mkdir()
    joblib.dump(model, Path(path) / "model.joblib")


def load_model(uri):
    import mlflow

    client, named = mlflow.MlflowClient(), uri.removeprefix("models:/")
    if "@" in named:
        source = client.get_model_version_by_alias(*named.split("@")).source
    else:
        name, number = named.split("/")
        (source,) = [v.source for v in client.search_model_versions(f"name='{name}'") if v.version == number]
    if source.startswith("runs:/"):
        return joblib.load(mlflow._store() / source.removeprefix("runs:/") / "model.joblib")
    return joblib.load(mlflow._store() / f"{source.removeprefix('models:/m-')}.joblib")
