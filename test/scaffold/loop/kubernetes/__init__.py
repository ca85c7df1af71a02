"""Plays the Kubernetes API for the loop: what the manifests at KUBERNETES_MANIFESTS define, run on this machine.

Only what a Role of the manifests allows to the service account of the deployment `drift` is answered.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import SimpleNamespace

import yaml

APP = Path.cwd()


def _objects(kind):
    documents = yaml.safe_load_all(Path(os.environ["KUBERNETES_MANIFESTS"]).read_text(encoding="utf-8"))
    return {document["metadata"]["name"]: document for document in documents if document["kind"] == kind}


def _check(verb, resource, name=None):
    account = _objects("Deployment")["drift"]["spec"]["template"]["spec"]["serviceAccountName"]
    roles = [
        binding["roleRef"]["name"]
        for binding in _objects("RoleBinding").values()
        if {"kind": "ServiceAccount", "name": account} in binding["subjects"]
    ]
    for role in roles:
        for rule in _objects("Role")[role]["rules"]:
            named = rule.get("resourceNames")
            if resource in rule["resources"] and verb in rule["verbs"] and (named is None or name in named):
                return
    raise client.ApiException(403, f"{verb} {resource} is not allowed")


def run_pod(spec):
    """The containers one after another, as long as none fails; True when all ended well."""
    with tempfile.TemporaryDirectory() as work:
        places = {"/app": str(APP), "/run-space": work}

        def local(text):
            for place, path in places.items():
                if text == place or text.startswith(f"{place}/"):
                    return path + text[len(place) :]
            return text

        for container in [*spec.get("initContainers", []), *spec["containers"]]:
            for mount in container["volumeMounts"]:
                if mount.get("subPath") == "data":
                    shutil.rmtree(local(mount["mountPath"]), ignore_errors=True)
                    os.symlink(APP / "data", local(mount["mountPath"]))
            command = [local(word) for word in container["command"]]
            cwd = local(container.get("workingDir", "/app"))
            env = {**os.environ, **{entry["name"]: entry["value"] for entry in container.get("env", [])}}
            if subprocess.run(command, cwd=cwd, env=env, check=False).returncode != 0:
                return False
        return True


class _BatchV1Api:
    def read_namespaced_cron_job(self, name, namespace):
        _check("get", "cronjobs", name)
        template = _objects("CronJob")[name]["spec"]["jobTemplate"]
        return SimpleNamespace(
            spec=SimpleNamespace(job_template=SimpleNamespace(spec=template["spec"])),
            status=SimpleNamespace(last_successful_time=None),
        )

    def create_namespaced_job(self, namespace, body):
        _check("create", "jobs")
        if body.metadata.name in _BatchV1Api.jobs:
            raise client.ApiException(409, "AlreadyExists")
        _BatchV1Api.jobs.add(body.metadata.name)
        run_pod(body.spec["template"]["spec"])

    jobs = set()


class _ApiException(Exception):
    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status
        self.reason = reason


client = SimpleNamespace(
    ApiException=_ApiException,
    BatchV1Api=_BatchV1Api,
    V1Job=lambda metadata, spec: SimpleNamespace(metadata=metadata, spec=spec),
    V1ObjectMeta=lambda name: SimpleNamespace(name=name),
)
config = SimpleNamespace(load_incluster_config=lambda: None)
