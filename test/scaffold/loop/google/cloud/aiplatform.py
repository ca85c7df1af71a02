"""The part of the Vertex AI SDK that the generated code calls, kept in the directory that VERTEX_STORE names: Debian has no package.

A model that nobody uploaded is not found; a first upload names its id, a later one its parent.
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace

from google.api_core.exceptions import NotFound

_session = {}


def _read(name, default):
    file = Path(os.environ["VERTEX_STORE"]) / name
    return json.loads(file.read_text()) if file.exists() else default


def _write(name, value):
    file = Path(os.environ["VERTEX_STORE"]) / name
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}")
    temporary.write_text(json.dumps(value))
    temporary.replace(file)


def init(project, location, experiment=None, experiment_tensorboard=None):
    assert project and location
    assert experiment is None or experiment_tensorboard is False
    _session["experiment"] = experiment


class start_run:
    def __init__(self, run):
        self.run = run

    def __enter__(self):
        _session["run"] = self.run
        _write(f"{_session['experiment']}/{self.run}.json", {})

    def __exit__(self, *_error):
        _session.pop("run")


def log_params(params):
    assert _session["run"] and params


def log_metrics(metrics):
    _write(f"{_session['experiment']}/{_session['run']}.json", metrics)


class ExperimentRun:
    def __init__(self, run_name, experiment):
        self.metrics = _read(f"{experiment}/{run_name}.json", None)

    def get_metrics(self):
        return self.metrics


class Model:
    def __init__(self, model_name):
        versions = _read(f"models/{model_name}.json", None)
        if versions is None:
            raise NotFound(model_name)
        self.uri, self.version_id = versions[-1], str(len(versions))

    @classmethod
    def upload(
        cls, serving_container_image_uri, *, display_name, artifact_uri, model_id, parent_model, is_default_version
    ):
        assert serving_container_image_uri and is_default_version
        versions = _read(f"models/{display_name}.json", None)
        assert (model_id, parent_model) == ((display_name, None) if versions is None else (None, display_name))
        _write(f"models/{display_name}.json", [*(versions or []), artifact_uri])
        return SimpleNamespace(version_id=str(len(versions or []) + 1))
