/**
 * DVC: pipelines (`dvc.yaml`), data files (`*.dvc`) and remotes (`.dvc/config`).
 * Format: https://dvc.org/doc/user-guide/project-structure
 */
import type { Fact } from '../../facts/types.js';
import type { Document, Language } from '../../syntax/types.js';
import type { ExtractContext, Plugin } from '../types.js';
import { pipelineFacts } from './pipeline.js';
import { pointerFacts } from './pointer.js';
import { remoteFacts } from './remotes.js';

const PIPELINE = /(?:^|\/)dvc\.ya?ml$/;
const POINTER = /\.dvc$/;
const REMOTES = /(?:^|\/)\.dvc\/config(?:\.local)?$/;

const plugin: Plugin = {
  id: 'dvc',
  title: 'DVC',
  documentation: 'https://dvc.org/doc/user-guide/project-structure',
  reads: 'Stages of dvc.yaml with their commands, tracked data and remotes.',
  technologies: ['dvc'],
  languages: ['yaml', 'text'] satisfies Language[],
  accepts: ({ logicalPath }) => PIPELINE.test(logicalPath) || POINTER.test(logicalPath) || REMOTES.test(logicalPath),
  extract(document: Document, context: ExtractContext): Fact[] {
    const path = context.file.logicalPath;
    if (document.language === 'text') return REMOTES.test(path) ? remoteFacts(document, context) : [];
    if (document.language !== 'yaml') return [];
    return PIPELINE.test(path)
      ? pipelineFacts(document, context)
      : POINTER.test(path)
        ? pointerFacts(document, context)
        : [];
  },
};

export default plugin;
