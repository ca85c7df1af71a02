"""Feast as far as the generated programs use it: values as of a time, and the last ones that were written."""

from pathlib import Path

import pandas as pd

# Debian has no package of pyarrow either.
pd.DataFrame.to_parquet = pd.DataFrame.to_pickle


class Named:
    """Keeps what it is told, and knows what it may be told."""

    KNOWN = ()

    def __init__(self, **given):
        assert set(given) <= set(self.KNOWN), sorted(set(given) - set(self.KNOWN))
        vars(self).update(given)


class Entity(Named):
    KNOWN = ("name", "join_keys", "value_type")


class Field(Named):
    KNOWN = ("name", "dtype")


class FileSource(Named):
    KNOWN = ("name", "path", "timestamp_field")


class FeatureView(Named):
    KNOWN = ("name", "entities", "ttl", "schema", "source")


class RepoConfig(Named):
    KNOWN = ("project", "provider", "registry", "online_store", "repo_path")


class ValueType:
    INT64 = "INT64"


class Answer:
    def __init__(self, value):
        self.value = value

    def to_df(self):
        return self.value

    def to_dict(self):
        return self.value


class FeatureStore:
    def __init__(self, config):
        self.config, self.views, self.online = config, {}, {}

    def apply(self, objects):
        for view in objects:
            if isinstance(view, FeatureView):
                # Feast looks at the values too, to see what types they have.
                assert set(pd.read_pickle(self.file(view))) >= {field.name for field in view.schema}
                self.views[view.name] = view

    def file(self, view):
        return Path(self.config.repo_path) / view.source.path

    def asked(self, features):
        names = [feature.split(":") for feature in features]
        (view,) = {view for view, _name in names}
        return self.views[view], [name for _view, name in names]

    def get_historical_features(self, entity_df, features):
        view, names = self.asked(features)
        (key,), time = view.entities[0].join_keys, view.source.timestamp_field
        values = pd.read_pickle(self.file(view)).sort_values(time)[[key, time, *names]]
        wanted = entity_df.sort_values("event_timestamp")
        joined = pd.merge_asof(
            wanted, values, by=key, left_on="event_timestamp", right_on=time, tolerance=pd.Timedelta(view.ttl)
        )
        return Answer(joined)

    def write_to_online_store(self, name, df):
        view = self.views[name]
        (key,) = view.entities[0].join_keys
        for entry in df.to_dict("records"):
            self.online[name, entry[key]] = entry

    def get_online_features(self, features, entity_rows):
        view, names = self.asked(features)
        (key,) = view.entities[0].join_keys
        found = [self.online.get((view.name, entry[key]), {}) for entry in entity_rows]
        return Answer({name: [entry.get(name) for entry in found] for name in names})
