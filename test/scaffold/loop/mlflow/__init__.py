"""The part of MLflow that the generated code calls, kept in a directory: Debian has no package of MLflow.

`MLFLOW_TRACKING_URI` names the directory. What it answers, and the error of an alias that nobody has set, are MLflow's. In a directory
that is called azureml there is neither an alias nor a model beside runs, as in Azure Machine Learning.
"""

import json
import os
import shutil
import uuid
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from mlflow import sklearn  # noqa: F401
from mlflow.exceptions import MlflowException

_active = None


def _store():
    root = Path(os.environ["MLFLOW_TRACKING_URI"])
    root.mkdir(parents=True, exist_ok=True)
    return root


def _read(name, default):
    file = _store() / name
    return json.loads(file.read_text()) if file.exists() else default


def _write(name, value):
    temporary = _store() / f"{name}.{os.getpid()}"
    temporary.write_text(json.dumps(value))
    temporary.replace(_store() / name)


def set_experiment(name):
    assert name


@contextmanager
def start_run():
    global _active
    _active = {"id": uuid.uuid4().hex, "metrics": {}, "params": {}}
    yield SimpleNamespace(info=SimpleNamespace(run_id=_active["id"]))
    runs = _read("runs.json", {})
    runs[_active["id"]] = _active
    _write("runs.json", runs)


def log_params(params):
    _active["params"].update(params)


def log_metric(name, value):
    _active["metrics"][name] = value


def log_artifacts(local_dir, artifact_path):
    shutil.copytree(local_dir, _store() / _active["id"] / artifact_path)
    _active["model"] = f"runs:/{_active['id']}/{artifact_path}"


def not_in_azureml():
    if _store().name == "azureml":
        raise MlflowException("API request failed with error code 404 != 200.", "ENDPOINT_NOT_FOUND")


def register_model(uri, name):
    versions = _read("versions.json", [])
    (model,) = [run for run in _read("runs.json", {}).values() if run["model"] == uri]
    versions.append({"name": name, "version": str(len(versions) + 1), "model": uri, "run": model["id"]})
    _write("versions.json", versions)
    return SimpleNamespace(version=versions[-1]["version"])


class MlflowClient:
    def search_model_versions(self, filter_string):
        name = filter_string.removeprefix("name='").removesuffix("'")
        return [
            SimpleNamespace(version=v["version"], run_id=v["run"], source=v["model"])
            for v in _read("versions.json", [])
            if v["name"] == name
        ]

    def set_registered_model_alias(self, name, alias, version):
        not_in_azureml()
        aliases = _read("aliases.json", {})
        aliases[f"{name}@{alias}"] = version
        _write("aliases.json", aliases)

    def get_model_version_by_alias(self, name, alias):
        not_in_azureml()
        number = _read("aliases.json", {}).get(f"{name}@{alias}")
        if number is None:
            raise MlflowException(f"Registered model alias {alias} not found.", "RESOURCE_DOES_NOT_EXIST")
        (found,) = [v for v in _read("versions.json", []) if v["name"] == name and v["version"] == number]
        return SimpleNamespace(version=number, run_id=found["run"], source=found["model"])

    def get_run(self, run_id):
        return SimpleNamespace(data=SimpleNamespace(metrics=_read("runs.json", {})[run_id]["metrics"]))
