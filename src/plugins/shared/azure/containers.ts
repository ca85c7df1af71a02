/** Containers and environments inside resources: images, commands, settings, sizes of machines with accelerators. */
import type { BicepExpression } from '../../../syntax/types.js';
import { inside, member, type AzureTemplate } from './template.js';
import { textOf } from './values.js';

/** Sizes of virtual machines with accelerators: the N series. */
const ACCELERATED = /^Standard_N[CDGV]/i;
const SIZES = /^(?:vmSize|instanceType|instance_type|nodeVmSize)$/i;
/** Lists and maps that hold variables of a program. */
const VARIABLES = /^(?:env|appSettings|environmentVariables|secureEnvironmentVariables|variables)$/i;

export function containerFacts(unit: string, body: BicepExpression | undefined, template: AzureTemplate): void {
  const { writer } = template;
  for (const each of inside(body)) {
    if (each.kind !== 'object') continue;
    const image = member(each, 'image');
    // `image: { … }` describes the disk of a machine.
    const isContainer =
      image !== undefined && ['name', 'env', 'command', 'resources'].some((key) => member(each, key) !== undefined);
    if (isContainer) {
      const written = textOf(image, template);
      if (written && !/\s/.test(written)) writer.image(unit, written, image.offset);
      command(unit, each, template);
    }
    for (const { key, value } of each.entries) {
      if (VARIABLES.test(key)) variables(unit, value, template);
      else if (SIZES.test(key) && ACCELERATED.test(textOf(value, template) ?? ''))
        writer.trait(unit, 'requests-accelerator', value.offset, textOf(value, template));
      else if (key === 'linuxFxVersion' || key === 'windowsFxVersion') {
        const written = /^(?:DOCKER|COMPOSE)\|(.+)$/is.exec(textOf(value, template) ?? '')?.[1];
        if (written) writer.image(unit, written, value.offset);
      }
    }
  }
}

function command(unit: string, container: BicepExpression, template: AzureTemplate): void {
  const words = ['command', 'args'].flatMap((key) => {
    const value = member(container, key);
    return value?.kind === 'list' ? value.items : [];
  });
  template.writer.command(
    unit,
    words.flatMap((word) => {
      const text = textOf(word, template);
      return text === undefined ? [] : [{ text, place: { offset: word.offset } }];
    }),
  );
}

function variables(unit: string, value: BicepExpression, template: AzureTemplate): void {
  const { writer } = template;
  for (const each of inside(value, 500)) {
    if (each.kind !== 'object') continue;
    const name = textOf(member(each, 'name'), template);
    if (name) writer.environment(unit, name, textOf(member(each, 'value'), template), each.offset);
    else if (each === value)
      for (const entry of each.entries)
        writer.environment(
          unit,
          entry.key,
          textOf(entry.value, template) ?? textOf(member(entry.value, 'value'), template),
          entry.value.offset,
        );
  }
}
