/** Programs that custom resources name in fields of their own, outside of any container: Ray and Spark. */
import { get, isScalar } from '../../syntax/data/tree.js';
import type { ObjectContext } from './index.js';

/** Where a program lies in an image: `local:///opt/app/jobs/train.py`. */
const IN_IMAGE = /^local:\/\/\/(?:opt\/(?:spark\/)?(?:work-dir|app|application|jobs)|app|code|workspace)\//;

/** Facts of what the operator starts. */
export function operatorFacts({ writer, unit, object, read }: ObjectContext): void {
  const spec = get(object.node, 'spec');
  switch (`${object.group}/${object.kind}`) {
    case 'ray.io/RayJob': {
      const entry = get(spec, 'entrypoint');
      if (isScalar(entry)) writer.embed(unit, 'shell', read(entry) ?? '', entry, '.');
      break;
    }
    case 'ray.io/RayService': {
      const applications = get(spec, 'serveConfigV2');
      if (isScalar(applications)) writer.embed(unit, 'yaml', read(applications) ?? '', applications);
      break;
    }
    case 'sparkoperator.k8s.io/SparkApplication':
    case 'sparkoperator.k8s.io/ScheduledSparkApplication': {
      const file = get(spec, 'mainApplicationFile') ?? get(spec, 'template', 'mainApplicationFile');
      const path = read(file) ?? '';
      if (file && IN_IMAGE.test(path)) writer.link(unit, 'runs', 'path', path.replace(IN_IMAGE, ''), file.offset);
      break;
    }
  }
}
