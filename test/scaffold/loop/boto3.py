"""The part of Boto3 that the generated code calls: what is given to CloudWatch is written into a file."""

import json
import os
from pathlib import Path


class _CloudWatch:
    def put_metric_data(self, **given):
        Path(os.environ["CLOUDWATCH"]).write_text(json.dumps(given))


def client(name):
    return {"cloudwatch": _CloudWatch}[name]()
