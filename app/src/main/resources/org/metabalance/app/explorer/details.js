// What is known of the operation or group that is selected.
const reference = (i, text = `#${i}`) => {
  const button = element('button', { type: 'button', class: 'link' }, text);
  button.setAttribute('aria-label', `Go to ${title(operations[i])}`);
  button.addEventListener('click', () => select(operations[i], true));
  return button;
};

const MOST_REFERENCES = 24;

function references(places) {
  const made = element('span');
  places.slice(0, MOST_REFERENCES).forEach(i => made.append(reference(i, `#${i} ${operations[i].label}`), ' '));
  if (places.length > MOST_REFERENCES) made.append(`and ${places.length - MOST_REFERENCES} more`);
  return places.length ? made : '–';
}

function histogram(values, label) {
  const counts = values.histogram, width = 440, height = 110;
  const x = d3.scaleBand().domain(d3.range(counts.length)).range([4, width - 4]).padding(.08);
  const y = d3.scaleLinear().domain([0, d3.max(counts)]).range([height - 20, 8]);
  const svg = d3.create('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img')
    .attr('aria-label', `Histogram of ${label}: ${counts.join(', ')} elements from ${number(values.min)} to ${number(values.max)}`);
  svg.append('g').selectAll('rect').data(counts).join('rect').attr('x', (_, i) => x(i)).attr('y', n => y(n))
    .attr('width', x.bandwidth()).attr('height', n => y(0) - y(n)).attr('fill', 'var(--ring)');
  svg.append('path').attr('d', `M4 ${height - 20}H${width - 4}`).attr('stroke', 'var(--soft)');
  [[4, 'start', values.min], [width - 4, 'end', values.max]].forEach(([at, anchor, value]) => svg.append('text')
    .attr('x', at).attr('y', height - 5).attr('text-anchor', anchor).text(number(value)));
  return element('figure', {}, svg.node());
}

function valueTable(values, columns, label) {
  const shown = Math.max(1, Math.min(columns, 6)), rows = [];
  for (let i = 0; i < values.first.length; i += columns) {
    const row = values.first.slice(i, i + Math.min(columns, values.first.length - i));
    rows.push([...row.slice(0, shown).map(number), ...(row.length > shown ? ['…'] : [])]);
  }
  return rows.length ? scrolled(`First values of ${label}`, table(null, rows, { class: 'values' })) : element('p', {}, 'It has no elements.');
}

function statistics(values) {
  const trouble = [values.nan ? `${whole(values.nan)} NaN` : '', values.infinite ? `${whole(values.infinite)} infinite` : ''].filter(Boolean);
  return [
    ['range', values.min === values.max ? number(values.min) : `${number(values.min)} to ${number(values.max)}`],
    ['mean ± deviation', `${number(values.mean)} ± ${number(values.deviation)}`],
    ['zeros', `${+(100 * values.zeros).toPrecision(3)} %`],
    ...(trouble.length ? [['not finite', trouble.join(', ')]] : []),
  ];
}

function describe(facts) {
  const list = element('dl');
  facts.forEach(([name, value]) => list.append(element('dt', {}, name), element('dd', {}, value)));
  return list;
}

function ruleOf(op) {
  const rule = data.rules[op.rule], made = element('div', { class: 'rule', tabindex: '0', role: 'region', 'aria-label': 'Value and derivative rule' });
  const formula = text => {
    const holder = element('div');
    holder.innerHTML = text; // MathML of our own making
    return holder;
  };
  made.append(formula(rule.value), ...rule.adjoints.map(formula));
  if (rule.remark) made.append(element('p', {}, rule.remark));
  return made;
}

function operationPanel(op) {
  const path = ancestors(op).slice(1).map(group => group.title).join(' › ');
  const made = [element('h2', {}, title(op)), element('p', { class: 'formula code' }, op.call)];
  made.push(describe([
    ['shape', op.shape],
    ['what it is', data.parts[op.part] + (op.needed ? '' : '; no result needs its value')],
    ...(path ? [['in', path]] : []),
    ...(op.line ? [['recorded at', element('span', { class: 'code' }, op.line)]] : []),
    ...(op.adjointOf >= 0 ? [['adjoint of', references([op.adjointOf])]] : []),
    ['operands', references(op.inputs)],
    ['used by', references(op.users)],
    ['adjoint operations it gave rise to', references(op.adjoints)],
    ...(falls.has(op.index) ? [['first order', 'falls away']] : []),
    ['chapter', data.chapters[op.chapter]],
  ]));
  made.push(element('h3', {}, 'Rule'), ruleOf(op));
  made.push(element('h3', {}, 'Values'), describe(statistics(op.values)));
  if (op.values.histogram.length) made.push(histogram(op.values, title(op)));
  made.push(valueTable(op.values, op.columns, title(op)));
  return made;
}

function groupPanel(group) {
  const button = element('button', { type: 'button' }, group.open ? 'Close' : 'Open');
  button.addEventListener('click', () => toggle(group));
  const parts = group.counts.map((n, part) => [data.parts[part], n]).filter(([, n]) => n > 0);
  const made = [element('h2', {}, title(group)), element('p', {}, count(total(group), 'operation')
    + (group.id ? '.' : ` drawn; ${count(operations.length - drawn.length, 'constant')} of one number stand in what uses them.`))];
  if (group.id > 0) made.push(element('p', {}, button));
  made.push(table(['part', 'operations'], parts.map(([name, n]) => [name, whole(n)])));
  if (group.groups.length) {
    made.push(element('h3', {}, 'Groups in it'), element('ul', {}, ...group.groups.filter(it => it.box).map(inner => {
      const link = element('button', { type: 'button', class: 'link' }, `${inner.title}, ${count(total(inner), 'operation')}`);
      link.addEventListener('click', () => { ancestors(inner).forEach(it => { it.open = true; }); select(inner); });
      return element('li', {}, link);
    })));
  }
  return made;
}

let told;

function tellSelected() {
  const it = state.selected ?? groups[0], key = `${isGroup(it) ? 'g' : 'o'}${it.id ?? it.index}${isGroup(it) ? it.open : ''}`;
  if (key === told) return;
  told = key;
  const host = byId('operation'), inside = host.contains(document.activeElement);
  host.replaceChildren(...isGroup(it) ? groupPanel(it) : operationPanel(it));
  if (inside) byId('panel-operation').focus();
  byId('where').textContent = isGroup(it)
    ? `${title(it)}: ${count(total(it), 'operation')}${it.id === 0 ? '' : it.open ? ', open' : ', closed'}`
    : `${op2line(it)}`;
}

const op2line = op => `${title(op)} ${op.shape}, ${data.parts[op.part]}${op.adjointOf >= 0 ? ` of ${title(operations[op.adjointOf])}` : ''}${op.values.nan ? ', has NaN' : ''}`;

watchers.push(tellSelected);
