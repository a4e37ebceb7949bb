// What the page is drawn from, and what is chosen at the moment.
const data = JSON.parse(document.getElementById('numbers').textContent);
const byId = id => document.getElementById(id);
const operations = data.operations, groups = data.groups, program = data.program;
const STYLES = ['input', 'variable', 'constant', 'random', 'forward', 'adjoint', 'second', 'higher'];
const MARKS = ['in', 'θ', 'c', '∼', 'f', '∂', '∂²', '∂³'];

operations.forEach((op, i) => { op.index = i; op.users = []; op.adjoints = []; });
groups.forEach((group, i) => Object.assign(group, { id: i, open: i === 0, groups: [], lines: [] }));
groups.slice(1).forEach(group => groups[group.parent].groups.push(group));
groups.forEach(group => group.operations.forEach(i => { operations[i].group = group; }));
operations.forEach(op => {
  op.inputs.forEach((k, i) => { if (op.inputs.indexOf(k) === i) operations[k].users.push(op.index); });
  if (op.adjointOf >= 0) operations[op.adjointOf].adjoints.push(op.index);
});
data.lines.forEach(([group, from, to, count, points]) => groups[group].lines.push({ from, to, count, points }));
const drawn = operations.filter(op => op.box);
const falls = new Set(data.firstOrder ? data.firstOrder.falls : []);

// selected: an operation or a group; gone: what a rewrite left out; ringed: what a step is about
const state = { selected: null, fade: false, gone: new Set(), ringed: new Set() };
const watchers = [];
const changed = () => watchers.forEach(watcher => watcher());

const isGroup = it => it != null && it.counts !== undefined;
const total = group => d3.sum(group.counts);

function ancestors(it) {
  const all = [];
  for (let group = isGroup(it) ? (it.parent < 0 ? null : groups[it.parent]) : it.group; group; group = group.parent < 0 ? null : groups[group.parent]) {
    all.unshift(group);
  }
  return all;
}

// What is seen of an operation: itself, or the outermost closed group it is in; nothing of a number.
function seen(op) {
  return op.box ? ancestors(op).find(group => !group.open) ?? op : null;
}

function title(it) {
  return isGroup(it) ? it.title || 'the whole tape' : `#${it.index} ${it.label}${it.name ? ` “${it.name}”` : ''}`;
}

const number = x => typeof x === 'string' ? x : x == null ? '–' : x === 0 ? '0' : Math.abs(x) >= 1e5 || Math.abs(x) < 1e-3 ? x.toExponential(2).replace('e+', 'e') : String(+x.toPrecision(4));
const whole = d3.format(',');
const bytes = x => x < 1024 ? `${x} B` : x < 1 << 20 ? `${(x / 1024).toFixed(1)} KB` : `${(x / (1 << 20)).toFixed(1)} MB`;
const count = (n, word) => `${whole(n)} ${word}${n === 1 ? '' : 's'}`;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

function table(titles, rows, attributes = {}) {
  const made = element('table', attributes);
  if (titles) made.append(element('thead', {}, element('tr', {}, ...titles.map(it => element('th', { scope: 'col' }, it)))));
  made.append(element('tbody', {}, ...rows.map(cells => element('tr', {}, ...cells.map((cell, i) =>
    element(i || !titles ? 'td' : 'th', i || !titles ? {} : { scope: 'row' }, cell instanceof Node ? cell : String(cell)))))));
  return made;
}

const scrolled = (label, ...children) => element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label }, ...children);
