"""Paths of universal_pathlib: those on disk are pathlib's, and in the tests all are on disk."""

from pathlib import Path as UPath  # noqa: F401
