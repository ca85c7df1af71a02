/**
 * Notebooks of Databricks: a job names one by its place in the workspace, where a copy of the repository, or of a folder of it,
 * lies. The last part of that place is the name of the notebook's file.
 */
import { posix } from 'node:path';

/** The first line of a notebook that is exported as a program. */
export const NOTEBOOK_SOURCE = /^(?:\uFEFF)?# Databricks notebook source\b/;

/** By which a notebook is known: `notebook:train` of `/Repos/acme/churn/train`, `src/train.py` and `train.ipynb`. */
export const notebookName = (path: string): string =>
  `notebook:${posix.basename(path).replace(/\.(?:py|ipynb|sql|scala|r)$/i, '')}`;
