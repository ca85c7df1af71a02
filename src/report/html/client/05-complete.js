/* A long page says everything once. What readers look for in other places too is put there. */
(() => {
  'use strict';
  if (!document.getElementById('line-patterns')) return;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const targetOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const linkTo = (id, text) => {
    const link = document.createElement('a');
    link.href = `#${id}`;
    link.textContent = text;
    return link;
  };

  /* Where a component of an element is, and for which elements a component stands. */
  const standsFor = new Map();
  for (const link of all('#architecture li > a[href^="#component-"]')) {
    const component = targetOf(link);
    const place = component?.querySelector('cite');
    if (!place) continue;
    link.parentElement.append(' ', place.cloneNode(true));
    const element = link.closest('details');
    const [id, name] = element.querySelectorAll('summary > *');
    const links = standsFor.get(component) ?? [];
    links.push(linkTo(element.lastElementChild.id, `${id.textContent} ${name.textContent}`));
    standsFor.set(component, links);
  }

  /* What it is related to. */
  for (const row of all('#components tr[id]')) {
    const [from, type, to] = row.cells;
    const ends = [from.querySelector('a'), to.querySelector('a')];
    ends.forEach((end, at) => {
      const component = end && targetOf(end);
      const other = ends[1 - at] ?? row.cells[at === 0 ? 2 : 0];
      if (!component) return;
      let list = component.querySelector('ul.related');
      if (!list) {
        list = document.createElement('ul');
        list.className = 'related';
        component.append(list);
      }
      const item = document.createElement('li');
      const link = linkTo(row.id, other.textContent);
      item.append(...(at === 0 ? [`${type.textContent} `, link] : [link, ` ${type.textContent} this`]));
      list.append(item);
    });
  }

  for (const [component, links] of standsFor) {
    const line = document.createElement('p');
    line.className = 'meta';
    line.append('Stands for ', ...links.flatMap((link, at) => (at > 0 ? [', ', link] : [link])));
    component.append(line);
  }
})();
