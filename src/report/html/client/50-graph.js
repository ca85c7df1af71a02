/* Finding one's way in the picture of the component graph: larger and smaller, moving it, searching, filtering. */
(() => {
  'use strict';
  const STEP = 1.25;
  const [SMALLEST, LARGEST] = [0.2, 4];
  /** Below this share of its size texts cannot be read: then it is larger than its frame. */
  const LEGIBLE = 0.75;
  /** A pointer that moves less than this, in pixels, clicks. */
  const CLICK = 4;

  /** The picture in its frame, which scrolls. */
  function frame(region) {
    const svg = region.querySelector('svg');
    const { width, height } = svg.viewBox.baseVal;
    let scale = 1;
    /** `x` and `y`, in pixels of the frame, stay where they are. */
    const zoom = (wanted, x = region.clientWidth / 2, y = region.clientHeight / 2) => {
      const next = Math.min(LARGEST, Math.max(SMALLEST, wanted));
      const left = ((region.scrollLeft + x) * next) / scale - x;
      const top = ((region.scrollTop + y) * next) / scale - y;
      svg.setAttribute('width', String(width * next));
      svg.setAttribute('height', String(height * next));
      scale = next;
      region.scrollTo(left, top);
    };
    const widthFits = () => (region.clientWidth - 2) / width;
    const actions = {
      in: () => zoom(scale * STEP),
      out: () => zoom(scale / STEP),
      fit: () => zoom(Math.min(1, widthFits())),
    };
    const begin = () => {
      if (region.clientWidth > 0) zoom(Math.min(1, Math.max(LEGIBLE, widthFits())));
    };
    begin();
    region.closest('details')?.addEventListener('toggle', begin, { once: true });
    region.addEventListener(
      'wheel',
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const box = region.getBoundingClientRect();
        zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
      },
      { passive: false },
    );
    region.addEventListener('keydown', (event) => {
      const action = { '+': 'in', '=': 'in', '-': 'out', 0: 'fit' }[event.key];
      if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      actions[action]();
    });
    drag(region);
    return actions;
  }

  /** With a mouse the picture is moved by dragging it; fingers scroll anyway. */
  function drag(region) {
    let from;
    let moved = false;
    region.addEventListener('dragstart', (event) => event.preventDefault());
    region.addEventListener('pointerdown', (event) => {
      moved = false;
      if (event.pointerType !== 'mouse' || event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY, left: region.scrollLeft, top: region.scrollTop };
    });
    addEventListener('pointermove', (event) => {
      if (!from) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!moved && Math.hypot(dx, dy) < CLICK) return;
      moved = true;
      region.classList.add('ra-moving');
      region.scrollTo(from.left - dx, from.top - dy);
    });
    addEventListener('pointerup', () => {
      from = undefined;
      region.classList.remove('ra-moving');
    });
    region.addEventListener(
      'click',
      (event) => {
        if (!moved) return;
        event.preventDefault();
        event.stopPropagation();
      },
      true,
    );
  }

  const words = (text) => (text ? text.split(' ') : []);

  function setUp(view) {
    const regions = [...view.querySelectorAll('.ra-scroll')];
    const actions = regions.map(frame);
    const [region] = regions;
    const tools = view.querySelector('.ra-tools');
    if (!region || !tools) return;
    const nodes = [...region.querySelectorAll('.ra-node')];
    const lines = [...region.querySelectorAll('[data-from]')];
    const wordsOf = new Map(
      [...region.querySelectorAll('[data-line]')].map((text) => [lines[Number(text.dataset.line)], text]),
    );
    const search = tools.querySelector('[data-search]');
    const filters = [...tools.querySelectorAll('[data-choose]')];
    const output = tools.querySelector('output');
    const textOf = new Map(nodes.map((node) => [node, node.textContent.toLowerCase()]));
    const could = view.querySelector('.ra-could');
    let found = [];

    const accepts = {
      type: (node, value) => node.dataset.type === value,
      source: (node, value) => words(node.dataset.sources).includes(value),
      status: (node, value) => node.classList.contains(`ra-${value}`),
    };
    const apply = () => {
      const chosen = filters
        .filter((filter) => filter.value !== '')
        .map((filter) => [filter.dataset.choose, filter.value]);
      const kind = chosen.find(([name]) => name === 'kind')?.[1];
      // Who asks for what is absent wants to see it.
      if (could && chosen.some(([name, value]) => name === 'status' && value === 'absent')) could.checked = true;
      const wanted = search.value.trim().toLowerCase();
      const shown = nodes.filter((node) => chosen.every(([name, value]) => accepts[name]?.(node, value) ?? true));
      found = wanted === '' ? [] : shown.filter((node) => textOf.get(node).includes(wanted));
      const [here, lit] = [new Set(shown.map((n) => n.dataset.key)), new Set(found.map((n) => n.dataset.key))];
      for (const node of nodes) {
        node.classList.toggle('ra-off', !here.has(node.dataset.key));
        node.classList.toggle('ra-faded', wanted !== '' && !lit.has(node.dataset.key));
      }
      for (const line of lines) {
        const ends = [words(line.dataset.from), words(line.dataset.to)];
        const of = kind ? line.classList.contains(`ra-${kind}`) : true;
        const there = of && ends.every((keys) => keys.some((key) => here.has(key)));
        const lost = wanted !== '' && !ends.some((keys) => keys.some((key) => lit.has(key)));
        for (const part of [line, wordsOf.get(line)]) {
          part?.classList.toggle('ra-off', !there);
          part?.classList.toggle('ra-faded', lost);
        }
      }
      output.textContent =
        wanted !== ''
          ? `${found.length} of ${nodes.length} found`
          : chosen.length > 0
            ? `${shown.length} of ${nodes.length} shown`
            : '';
    };
    const light = (event, on) => {
      const key = event.target.closest?.('.ra-node')?.dataset.key;
      for (const line of lines)
        line.classList.toggle(
          'ra-lit',
          on && key !== undefined && [...words(line.dataset.from), ...words(line.dataset.to)].includes(key),
        );
    };
    search.addEventListener('input', apply);
    search.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || found.length === 0) return;
      event.preventDefault();
      found[0].focus();
      found[0].scrollIntoView({ block: 'center', inline: 'center' });
    });
    for (const filter of filters) filter.addEventListener('change', apply);
    for (const button of tools.querySelectorAll('[data-zoom]'))
      button.addEventListener('click', () => actions[0][button.dataset.zoom]());
    for (const [name, on] of [
      ['focusin', true],
      ['focusout', false],
      ['mouseover', true],
      ['mouseout', false],
    ])
      region.addEventListener(name, (event) => light(event, on));
    tools.hidden = false;
  }

  /** A link into a part opens it, in browsers too that do not do so. */
  const open = () => {
    const target = location.hash.startsWith('#graph-part-')
      ? document.getElementById(location.hash.slice(1))
      : undefined;
    const part = target?.closest('details');
    if (!part || part.open) return;
    part.open = true;
    target.scrollIntoView();
  };
  for (const view of document.querySelectorAll('.ra-view')) setUp(view);
  addEventListener('hashchange', open);
  open();
})();
