"""The part of OpenTelemetry that the generated code calls; what is flushed is written where SERIES says."""

import json
import os
from pathlib import Path

_series = []


class _Gauge:
    def __init__(self, name):
        self.name = name

    def set(self, amount, attributes):
        _series.append({"name": self.name, "value": amount, "attributes": attributes})


class _Meter:
    def create_gauge(self, name):
        return _Gauge(name)


class _Provider:
    def force_flush(self):
        Path(os.environ["SERIES"]).write_text(json.dumps(_series))


def get_meter(name):
    assert name
    return _Meter()


def get_meter_provider():
    return _Provider()
