// Buttons, keys, tabs and steppers.

function summary() {
  const last = data.rewrites.at(-1), first = data.rewrites[0];
  byId('summary').textContent = `${count(operations.length, 'operation')} recorded, ${whole(last.operations)} after ${count(data.rewrites.length - 2, 'rewrite')}, `
    + `${count(program.steps.length, 'instruction')}; ${whole(first.multiplyAdds)} multiply-adds of matrix products, ${whole(last.multiplyAdds)} after.`;
  if (data.firstNan >= 0) {
    const trouble = byId('trouble');
    trouble.hidden = false;
    trouble.append('The first NaN is made by ', reference(data.firstNan, title(operations[data.firstNan])), '.');
  }
}

function legend() {
  const there = d3.rollup(operations, all => all.length, op => op.part);
  byId('legend').append(...data.parts.map((name, part) => there.has(part) ? element('li', {},
    element('span', { class: 'mark', style: `background: var(--${STYLES[part]}); border-color: var(--${STYLES[part]}-line); color: var(--${STYLES[part]}-line)`, 'aria-hidden': 'true' }, MARKS[part]),
    `${name} (${whole(there.get(part))})`) : '').filter(Boolean));
}

// ---- exact against first order

function fade(on) {
  state.fade = on;
  byId('fade').checked = on;
  changed();
  const held = data.firstOrder;
  byId('where').textContent = on
    ? held.firstOrder === 0
      ? 'First order: nothing is left of the gradient.'
      : `First order: ${whole(falls.size)} operations fall away; the gradient turns by ${number(held.angle)}° and is ${number(held.firstOrder / held.exact)} times as long.`
    : `Exact: a gradient of length ${number(held.exact)}.`;
}

function firstOrder(host) {
  const held = data.firstOrder, nothing = held.firstOrder === 0;
  host.append(
    element('p', { class: 'big', id: 'angle' }, nothing ? 'Nothing is left' : `${number(held.angle)}° apart`),
    element('p', {}, nothing
      ? 'With the inner gradients as constants the loss does not depend on x: the first-order gradient is 0.'
      : `A first-order gradient counts the ${count(held.constants.length, 'gradient')} that the loss is made of as constants. It points ${number(held.angle)} degrees away from the exact one and is ${number(held.firstOrder / held.exact)} times as long.`),
    table(['of', 'exact', 'first order'], [
      ['length', number(held.exact), number(held.firstOrder)],
      ['multiply-adds', whole(held.multiplyAdds), whole(held.multiplyAddsFirstOrder)],
      ['operations that fall away', '–', whole(falls.size)],
      ['length of the difference', '–', number(held.difference)],
    ]),
    element('p', {}, 'The switch above the graph, or F on it, makes fade what falls away: it is what the derivative of a gradient is made of.'),
    element('p', {}, 'The gradients that count as constants: ', references(held.constants)),
    element('p', {}, `Chapter ${data.chapters[5]}.`));
}

// ---- the compiler

const kind = step => step.rules.at(-1);

function rewriteText(i) {
  const step = data.rewrites[i], before = data.rewrites[i - 1], made = [];
  made.push(element('p', {}, element('strong', { id: 'rule-name' }, step.rules.join('; then ')),
    ` (step ${i} of ${data.rewrites.length - 1}, pass ${step.pass})`));
  if (step.operation >= 0) {
    made.push(element('p', { class: 'formula code' }, reference(step.operation), ` ${step.before} → ${step.after}`));
  }
  const saved = before ? before.multiplyAdds - step.multiplyAdds : 0;
  made.push(element('p', {}, `${count(step.gone.length, 'operation')} gone by it, ${whole(step.operations)} left; ${saved
    ? `${count(saved, 'multiply-add')} ${saved > 0 ? 'saved' : 'more'}` : 'no multiply-add saved'}, ${whole(step.multiplyAdds)} left.`));
  return made;
}

function stepRewrite() {
  const i = +byId('rewrite').value, gone = new Set();
  data.rewrites.slice(0, i + 1).forEach(step => step.gone.forEach(it => gone.add(it)));
  state.gone = gone;
  const at = data.rewrites[i].operation;
  state.ringed = new Set(at >= 0 ? [at] : []);
  byId('rewrite').setAttribute('aria-valuetext', `step ${i}: ${data.rewrites[i].rules.join(', then ')}`);
  byId('rewrite-text').replaceChildren(...rewriteText(i));
  if (state.fade) fade(false);
  changed();
}

function ruleTable(host) {
  const saved = data.rewrites.map((step, i) => i ? data.rewrites[i - 1].multiplyAdds - step.multiplyAdds : 0);
  const rows = d3.rollups(data.rewrites.map((step, i) => ({ step, i })), all => ({ n: all.length, first: all[0].i, saved: d3.sum(all, it => saved[it.i]) }), it => kind(it.step))
    .map(([name, of]) => {
      const go = element('button', { type: 'button', class: 'link' }, name);
      go.addEventListener('click', () => { byId('rewrite').value = of.first; stepRewrite(); });
      return [go, whole(of.n), whole(of.saved)];
    });
  host.append(scrolled('Rules', table(['rule', 'times', 'multiply-adds saved'], rows, { class: 'numbers' })));
}

// ---- the program

let markMemory = () => {}, markLanes = () => {};

function stepInstruction() {
  const i = +byId('instruction').value, step = program.steps[i], host = byId('instruction-text');
  if (!step) return;
  byId('instruction').setAttribute('aria-valuetext', `instruction ${i}: ${step.label}`);
  const made = [element('p', {}, element('strong', { id: 'instruction-name' }, `%${i} ${step.label}`), ` (of ${program.steps.length})`)];
  step.formulas.forEach(formula => made.push(element('p', { class: 'formula code' }, formula)));
  made.push(element('p', {}, `${step.operations.length > 1 ? `${step.operations.length} operations fused into one instruction: ` : 'computes '}`, references(step.operations)));
  if (step.place) made.push(element('p', { class: 'code' }, step.place));
  made.push(element('p', {}, `${step.multiplyAdds ? `${count(step.multiplyAdds, 'multiply-add')}, ` : ''}${bytes(step.bytes)} read and written.`));
  step.results.forEach(result => {
    made.push(element('h3', {}, `${result.name} ${result.shape}`), element('p', {}, `${result.home}; ${statistics(result.values).map(([name, value]) => `${name} ${value}`).join(', ')}`));
    if (result.values.histogram.length) made.push(histogram(result.values, result.name));
    made.push(valueTable(result.values, 8, result.name));
  });
  host.replaceChildren(...made);
  state.ringed = new Set(step.operations);
  state.gone = new Set();
  markMemory(i);
  markLanes(i);
  changed();
}

function replay() {
  if (!byId('memory').firstChild) {
    markMemory = memoryChart(byId('memory'));
    markLanes = laneChart(byId('lanes'));
  }
  stepInstruction();
}

// ---- tabs: charts are drawn when they are first looked at

const tabs = [...document.querySelectorAll('[role=tab]')];

function choose(tab) {
  tabs.forEach(it => {
    it.setAttribute('aria-selected', it === tab);
    it.tabIndex = it === tab ? 0 : -1;
    byId(it.getAttribute('aria-controls')).hidden = it !== tab;
  });
  state.ringed = new Set();
  state.gone = new Set();
  if (tab.id === 'tab-compiler') stepRewrite();
  else if (tab.id === 'tab-replay') replay();
  else if (tab.id === 'tab-landscape' && !byId('landscape').firstChild) landscape(byId('landscape'));
  else changed();
}

tabs.forEach((tab, i) => {
  tab.addEventListener('click', () => choose(tab));
  tab.addEventListener('keydown', event => {
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
});

// ---- keys on the graph

function along(by) {
  const from = state.selected && !isGroup(state.selected) ? state.selected.index : by > 0 ? -1 : operations.length;
  for (let i = from + by; i >= 0 && i < operations.length; i += by) {
    if (operations[i].box) return select(operations[i], true);
  }
}

function across(places) {
  const to = places.find(i => operations[i].box);
  if (to !== undefined) select(operations[to], true);
}

const KEYS = {
  ArrowDown: () => along(1),
  ArrowUp: () => along(-1),
  ArrowLeft: () => state.selected && !isGroup(state.selected) && across(state.selected.inputs),
  ArrowRight: () => state.selected && !isGroup(state.selected) && across(state.selected.users),
  Enter: () => { if (isGroup(state.selected) && state.selected.id > 0) toggle(state.selected); },
  Escape: () => { const around = state.selected && ancestors(state.selected).at(-1); if (around) select(around.id ? around : null); },
  '+': () => nearer(1.5), '=': () => nearer(1.5), '-': () => nearer(1 / 1.5), '0': showAll,
  f: () => byId('fade') && fade(!state.fade),
};
canvas.addEventListener('keydown', event => {
  const act = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    act();
  }
});

const openAll = open => { groups.slice(1).forEach(group => { group.open = open; }); changed(); showAll(); };
byId('whole').addEventListener('click', showAll);
byId('nearer').addEventListener('click', () => nearer(1.5));
byId('farther').addEventListener('click', () => nearer(1 / 1.5));
byId('open-all').addEventListener('click', () => openAll(true));
byId('close-all').addEventListener('click', () => openAll(false));
byId('go').max = operations.length - 1;
byId('go').addEventListener('change', event => {
  const op = operations[+event.target.value];
  if (op) { choose(byId('tab-operation')); select(op, true); }
});
byId('fade')?.addEventListener('change', event => fade(event.target.checked));
[['rewrite', data.rewrites.length, stepRewrite], ['instruction', program.steps.length, stepInstruction]].forEach(([id, n, step]) => {
  byId(id).max = n - 1;
  byId(id).addEventListener('input', step);
});

readColours();
summary();
legend();
if (data.firstOrder) firstOrder(byId('order'));
ruleTable(byId('rules'));
const [bx, by, bw, bh] = groups[0].box, fit = Math.min(1.4, .92 * canvas.clientWidth / bw, .92 * canvas.clientHeight / bh);
d3.select(canvas).call(zoom.transform, d3.zoomIdentity.translate(canvas.clientWidth / 2 - fit * (bx + bw / 2), canvas.clientHeight / 2 - fit * (by + bh / 2)).scale(fit));
changed();
