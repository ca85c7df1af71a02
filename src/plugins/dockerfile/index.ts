/**
 * Dockerfiles: every build stage is a unit, offered as the target `DOCKERFILE#STAGE`. What an image starts is what its last stage
 * runs; what the catalogue knows of a base image holds for the last stage only.
 */
import type { DockerfileDocument } from '../../syntax/types.js';
import type { Fact } from '../../facts/types.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { buildContexts } from './build-context.js';
import { ImageLayout } from './layout.js';
import { copyArguments, stageFacts, startFacts, type StageContext, type StageState } from './stage.js';

const FILE = /(?:^|\/)(?:Dockerfile|Containerfile)(?:[._-][^/]*)?$|\.(?:dockerfile|containerfile)$/i;
const NO_FILE = /\.(?:dockerignore|md|txt|json|ya?ml|py|sh)$/i;
/** Base images of AWS Lambda (`public.ecr.aws/lambda/python`, `amazon/aws-lambda-python`). */
const LAMBDA = /(?:^|\/)(?:lambda\/python|aws-lambda-python|sam\/(?:build|emulation)-python[\d.]*)(?:[:@]|$)/;

const plugin: Plugin<'dockerfile'> = {
  id: 'dockerfile',
  title: 'Dockerfile',
  documentation: 'https://docs.docker.com/reference/dockerfile/',
  reads: 'Build stages, base images, what is copied, and what the image starts.',
  technologies: ['docker'],
  languages: ['dockerfile'],

  accepts(file: FileInfo): boolean {
    return FILE.test(file.logicalPath) && !NO_FILE.test(file.logicalPath);
  },

  extract(document: DockerfileDocument, context: ExtractContext): Fact[] {
    const writer = new FactWriter(document, context, 'structure');
    const path = context.file.path;
    const contexts = buildContexts(path.split('/').slice(0, -1).join('/') || '.', localSources(document));
    const offers = new Map<string, string>();
    const states = new Map<string, StageState>();
    const bases = new Map<string, string>();
    document.stages.forEach((stage, index) => {
      const label = stage.name ?? String(index);
      const target = `${path}#${label}`;
      const parent = stage.image.toLowerCase();
      const inherited = states.get(parent);
      const base = inherited ? (bases.get(parent) ?? '') : stage.image;
      const unit = writer.unit(`stage:${label}`, 'image', stage.offset, { name: label });
      writer.offer(unit, 'target', target, stage.offset);
      const last = index === document.stages.length - 1;
      if (inherited) writer.link(unit, 'built-from', 'target', offers.get(parent), stage.offset);
      if (last) writer.signal('image', base, unit, stage.offset, ({ key }) => (key === 'image' ? base : undefined));
      if (!inherited && base !== 'scratch') writer.link(unit, 'built-from', 'image', base, stage.offset);

      const state = stateFrom(inherited);
      const stageContext: StageContext = { writer, unit, contexts, stages: offers };
      stageFacts(stageContext, stage, state);
      startFacts(stageContext, state, LAMBDA.test(base));
      // FROM finds a stage by its name, COPY by its index too.
      offers.set(String(index), target);
      const name = stage.name?.toLowerCase();
      if (name === undefined) return;
      offers.set(name, target);
      states.set(name, state);
      bases.set(name, base);
    });
    return writer.facts;
  },
};

function stateFrom(inherited: StageState | undefined): StageState {
  const layout = new ImageLayout();
  if (!inherited) return { layout, variables: new Map() };
  layout.inherit(inherited.layout);
  return { ...inherited, layout, variables: new Map(inherited.variables) };
}

function localSources(document: DockerfileDocument): string[] {
  return document.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction) => {
      const copy = /^(?:COPY|ADD)$/i.test(instruction.name) ? copyArguments(instruction) : undefined;
      return copy && copy.from === undefined ? copy.sources : [];
    }),
  );
}

export default plugin;
