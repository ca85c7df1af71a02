/** How the page was computed: what was read, what was not understood, and the published sources of the models. */
import { webAddress } from '../../evidence-links.js';
import { plural } from '../../verdict.js';
import type { Kit } from '../kit.js';
import { sourceView } from './overview.js';

const PLACES_OF_A_REASON = 20;

export function methodView(kit: Kit) {
  const { assessment } = kit;
  return {
    sources: kit.most(assessment.sources, kit.limits.rows, 'source').map(sourceView),
    reasons: reasons(kit),
    notices: kit
      .most(
        [...assessment.notices].sort((a, b) => Number(b.incomplete) - Number(a.incomplete)),
        kit.limits.rows,
        'notice',
      )
      .map((notice) => ({
        at: `${kit.several ? `${notice.source}/` : ''}${notice.file || '.'}`,
        message: notice.message,
        incomplete: notice.incomplete,
      })),
    models: [...assessment.conformance, ...assessment.maturity].map(({ model, name }) => {
      const source = kit.context.source?.(model);
      return {
        name,
        cite: source ? [source.authors, source.title, source.year].filter(Boolean).join('. ') : '',
        href: source && webAddress(source.url),
        decides: source?.decides ?? '',
      };
    }),
  };
}

function reasons(kit: Kit) {
  const byReason = new Map<string, typeof kit.assessment.notUnderstood>();
  for (const item of kit.assessment.notUnderstood) {
    const known = byReason.get(item.reason);
    if (known) known.push(item);
    else byReason.set(item.reason, [item]);
  }
  return [...byReason]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([reason, items]) => ({
      reason: reason.replaceAll('-', ' '),
      count: plural(items.length, 'place'),
      places: items.slice(0, PLACES_OF_A_REASON).map((item) => ({
        ...kit.place({ ...item, column: 1, kind: '', excerpt: '' }),
        detail: item.detail,
      })),
      more: Math.max(0, items.length - PLACES_OF_A_REASON),
    }));
}
