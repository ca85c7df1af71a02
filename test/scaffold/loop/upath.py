"""Paths of universal_pathlib: those on disk are pathlib's, and in the tests all are on disk. An object store has no directories to make."""

from pathlib import Path


class UPath(type(Path())):
    def open(self, mode="r", *options, **more):
        if "w" in mode:
            self.parent.mkdir(parents=True, exist_ok=True)
        return super().open(mode, *options, **more)
