/* Opens what a link leads to, makes tabs of models, filters findings. Without it everything is there and can be read. */
(() => {
  'use strict';
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  document.documentElement.classList.add('js');

  /* Tabs */

  const select = (tab) => {
    for (const button of all('button', tab.list)) {
      const chosen = button.dataset.for === tab.id;
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      document.getElementById(button.dataset.for).hidden = !chosen;
    }
  };
  for (const tabs of all('.tabs')) {
    const panels = all(':scope > .tab', tabs);
    const list = document.createElement('div');
    list.className = 'tablist';
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', tabs.dataset.label);
    for (const panel of panels) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = panel.dataset.tab;
      button.dataset.for = panel.id;
      button.id = `tab-${panel.id}`;
      button.setAttribute('role', 'tab');
      button.setAttribute('aria-controls', panel.id);
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      panel.list = list;
      list.append(button);
    }
    list.addEventListener('click', ({ target }) => {
      if (target.dataset.for) select(document.getElementById(target.dataset.for));
    });
    list.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const buttons = all('button', list);
      const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
      next.focus();
      next.click();
      event.preventDefault();
    });
    tabs.prepend(list);
    if (panels[0]) select(panels[0]);
  }

  /* Where links lead */

  const targetOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const reveal = (target) => {
    for (let at = target; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') at.open = true;
      if (at.list && at.hidden) select(at);
    }
    const inside = target.querySelector(':scope > details, :scope > th > details');
    if (inside) inside.open = true;
    target.closest('.items > *, tr, li, section')?.scrollIntoView();
  };
  const follow = () => {
    const target = location.hash && targetOf(location);
    if (target) reveal(target);
  };
  addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    // The address stays the same when a link is followed again.
    if (link && link.getAttribute('href') === location.hash) follow();
  });

  /* Details beside a picture */

  const wide = matchMedia('(min-width: 1100px)');
  for (const stage of all('[data-details]')) {
    let from;
    const panel = document.createElement('aside');
    panel.className = 'panel';
    const section = stage.closest('section');
    panel.setAttribute('aria-label', `Details: ${section.dataset.tab ?? section.querySelector('h2').textContent}`);
    const empty = () => {
      panel.textContent = stage.dataset.details;
      panel.remove();
      stage.classList.toggle('open', stage.dataset.details !== '');
      if (stage.dataset.details !== '') stage.append(panel);
      for (const link of all('[aria-current]', stage)) link.removeAttribute('aria-current');
    };
    const close = () => {
      empty();
      from?.focus();
      from = undefined;
    };
    const show = (link, target) => {
      const heading = document.createElement('h4');
      const content = document.createElement('div');
      heading.tabIndex = -1;
      // Details of an element or a component, or the row of a relation.
      const [title, parts] = target.matches('tr')
        ? [target.cells[0].childNodes, [...target.cells].slice(1).map((cell) => cell.childNodes)]
        : [target.parentElement.querySelectorAll('summary > *'), [target.childNodes]];
      const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));
      heading.append(...copies(title));
      for (const nodes of parts) {
        const part = document.createElement('div');
        part.append(...copies(nodes));
        content.append(part);
      }
      for (const part of all('[id]', content)) part.removeAttribute('id');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'close';
      button.textContent = '×';
      button.setAttribute('aria-label', 'Close');
      button.addEventListener('click', close);
      panel.replaceChildren(button, heading, content);
      stage.append(panel);
      stage.classList.add('open');
      for (const other of all('[aria-current]', stage)) other.removeAttribute('aria-current');
      link.setAttribute('aria-current', 'true');
      from = link;
      panel.scrollTop = 0;
      heading.focus({ preventScroll: true });
    };
    stage.addEventListener('click', (event) => {
      const link = event.target.closest('svg a');
      if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const address = link.getAttribute('href') ?? '';
      const target = address.startsWith('#') && document.getElementById(address.slice(1));
      if (!target || !target.matches('details > div, tr')) return;
      event.preventDefault();
      show(link, target);
    });
    stage.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && from) close();
    });
    empty();
  }

  /* Findings: rows by text and severity, rules in another order */

  for (const filter of all('[data-filter]')) {
    const table = document.getElementById(filter.dataset.filter);
    const groups = all('tbody', table);
    const search = filter.querySelector('[data-search]');
    const sort = filter.querySelector('[data-sort]');
    const shown = filter.querySelector('[data-shown]');
    const values = all('[data-value]', filter);
    const update = () => {
      const wanted = search.value.trim().toLowerCase();
      const allowed = new Set(values.filter((box) => box.checked).map((box) => box.value));
      let count = 0;
      let total = 0;
      for (const group of groups) {
        const [head, ...others] = group.rows;
        const rows = others.length > 0 ? others : [head];
        const ofRule = others.length > 0 && head.textContent.toLowerCase().includes(wanted);
        let any = false;
        for (const row of rows) {
          const fits = allowed.has(group.dataset.value) && (ofRule || row.textContent.toLowerCase().includes(wanted));
          row.hidden = !fits;
          any ||= fits;
          count += Number(fits);
          total += 1;
        }
        group.hidden = !any;
      }
      shown.textContent = count === total ? '' : `${count} of ${total} shown`;
    };
    const orders = {
      rule: (a, b) => (a.dataset.rule < b.dataset.rule ? -1 : 1),
      count: (a, b) => b.rows.length - a.rows.length,
    };
    search.addEventListener('input', update);
    for (const box of values) box.addEventListener('change', update);
    sort.addEventListener('change', () => {
      const order = orders[sort.value];
      table.append(...(order ? [...groups].sort(order) : groups));
    });
    filter.hidden = false;
  }

  /* Addresses of lines, where the page would be too long with all of them */

  const patterns = JSON.parse(document.getElementById('line-patterns')?.textContent ?? '[]');
  for (const place of patterns.length > 0 ? all('cite:not(:has(a))') : []) {
    const text = place.firstChild.data;
    const found = patterns.find(([source]) => text.startsWith(source));
    const [, path, line] = /^([^\\]+):(\d+)$/.exec(found ? text.slice(found[0].length) : '') ?? [];
    if (!path || path.split('/').some((name) => name === '.' || name === '..')) continue;
    const values = {
      path: path.split('/').map(encodeURIComponent).join('/'),
      plain: /\.(?:md|ipynb)$/i.test(path) ? '?plain=1' : '',
      line,
    };
    const address = found[1].replace(/\{(path|plain|line)\}/g, (_, name) => values[name]);
    if (!/^https?:/.test(address)) continue;
    const link = document.createElement('a');
    link.href = address;
    link.textContent = text;
    place.firstChild.replaceWith(link);
  }

  /* Paper shows everything */

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details:not([open])');
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });

  follow();
})();
