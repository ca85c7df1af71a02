/** When Airflow starts a DAG: `schedule`, or its older names. */
import type { PythonCall } from '../../syntax/types.js';
import { lastMadeBy } from '../shared/python/steps.js';
import { textOf } from '../shared/python/values.js';
import { argument, lastOf, type PythonView } from '../shared/python/view.js';
import type { Start } from '../shared/workflow.js';

const DATA_EVENTS =
  /^(?:Dataset|Asset|AssetAlias|DatasetAlias|AssetWatcher|DatasetAll|DatasetAny|AssetAll|AssetAny|AssetTriggeredTimetable|DatasetTriggeredTimetable)$/;

/**
 * @param call `DAG(…)` or `@dag(…)`
 * @returns undefined when nothing is written: the default differs between versions of Airflow
 */
export function scheduleOf(call: PythonCall, view: PythonView): Start | undefined {
  const value = argument(call, ['schedule', 'schedule_interval', 'timetable']);
  if (!value) return undefined;
  if (value.kind === 'none') return { trait: 'runs-on-demand' };
  const detail = textOf(value, view, call.scope);
  switch (value.kind) {
    case 'string':
      return value.value === '@once' || value.value === ''
        ? { trait: 'runs-on-demand' }
        : { trait: 'runs-on-schedule', detail: value.value };
    case 'list': {
      const sources = value.items.flatMap((item) => sourceOf(lastMadeBy(item, view, call.scope), view) ?? []);
      return { trait: 'runs-on-event', ...(sources.length > 0 ? { detail: sources.join(', ') } : {}) };
    }
    case 'call': {
      const made = lastOf(value.call.callee);
      const source = sourceOf(value.call, view);
      if (DATA_EVENTS.test(made)) return { trait: 'runs-on-event', ...(source ? { detail: source } : {}) };
      return { trait: 'runs-on-schedule', detail: source ?? made };
    }
    case 'name': {
      const made = view.assignedCalls(value.name, call.scope).at(-1);
      if (made && DATA_EVENTS.test(lastOf(made.callee)))
        return { trait: 'runs-on-event', detail: sourceOf(made, view) ?? value.name };
      return { trait: 'runs-on-schedule', detail: detail ?? value.name };
    }
    default:
      return { trait: 'runs-on-schedule', ...(detail ? { detail } : {}) };
  }
}

/** Name or address of a data set, expression of a timetable. */
function sourceOf(call: PythonCall | undefined, view: PythonView): string | undefined {
  return call && textOf(argument(call, ['name', 'uri'], 0), view, call.scope);
}
