// Draws the charts of a report from the numbers in the page, and answers the threshold and cost fields.
'use strict';
(() => {
const data = JSON.parse(document.getElementById('numbers').textContent);
const byId = id => document.getElementById(id);
const state = { method: data.order[0], shown: data.shown.slice(), threshold: null };
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '5 2 1 2', '1 4'];
const colour = i => `var(--c${i % 6})`;

// ---- numbers and texts

const decimals = (x, n = 3) => x == null || !isFinite(x) ? '–' : x.toFixed(n).replace(/^(-?)0\./, '$1.');
const whole = x => x == null || !isFinite(x) ? '–' : d3.format(',.0f')(x);
const amount = x => x == null || !isFinite(x) ? '–' : d3.format(',.1f')(x);
const score = x => x == null ? '–' : x === 0 || x >= .001 ? decimals(x, 4) : x.toExponential(2);
const percent = x => x == null ? '–' : `${+(100 * x).toPrecision(3)} %`;
const withError = (pair, text) => pair == null ? '–' : text(pair[0]) + (pair[1] == null ? '' : ` ±${text(pair[1])}`);

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

// A table: titles, and rows whose first cell is their title.
function table(titles, rows, caption) {
  const made = element('table', { class: 'numbers' });
  if (caption) made.append(element('caption', {}, caption));
  const head = element('tr');
  titles.forEach(title => head.append(element('th', { scope: 'col' }, title)));
  made.append(element('thead', {}, head));
  const body = element('tbody');
  rows.forEach(cells => {
    const row = element('tr');
    cells.forEach((cell, i) => row.append(element(i ? 'td' : 'th', i ? {} : { scope: 'row' }, String(cell))));
    body.append(row);
  });
  made.append(body);
  return made;
}

const field = text => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function csv(name, titles, rows) {
  const button = element('button', { type: 'button', class: 'csv' }, 'Save as CSV');
  button.setAttribute('aria-label', `Save ${name} as CSV`);
  button.addEventListener('click', () => {
    const lines = [titles, ...rows].map(cells => cells.map(cell => field(cell == null ? '' : String(cell))).join(','));
    const link = element('a', {
      href: URL.createObjectURL(new Blob([lines.join('\n') + '\n'], { type: 'text/csv' })), download: `${name}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  return button;
}

// The numbers beneath a chart: shown rounded, saved as they are.
function beneath(host, name, titles, rows, text = x => typeof x === 'number' ? +x.toPrecision(4) : x ?? '–') {
  const region = element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Numbers of ${name}` },
    table(titles, rows.map(cells => cells.map(text))));
  host.append(element('details', {}, element('summary', {}, 'Numbers'), csv(name, titles, rows), region));
}

// ---- a chart's frame

function figure(host, caption) {
  const made = element('figure', {}, element('figcaption', {}, caption));
  host.append(made);
  return made;
}

// Axes and their labels; returns the parts to draw into.
function frame(made, { x, y, xLabel, yLabel, said, height = 300, left = 52, xTicks, yTicks, xFormat, yFormat, grid = true }) {
  const width = Math.max(280, made.clientWidth || 480);
  const margin = { top: 10, right: 12, bottom: 44, left };
  const svg = d3.select(made).append('svg').attr('viewBox', `0 0 ${width} ${height}`)
    .attr('role', 'img').attr('aria-label', said);
  x.range([margin.left, width - margin.right]);
  y.range([height - margin.bottom, margin.top]);
  const few = Math.max(3, Math.floor(width / 90));
  const bottom = d3.axisBottom(x).ticks(xTicks ?? few, xFormat).tickSizeOuter(0);
  const side = d3.axisLeft(y).ticks(yTicks ?? 5, yFormat).tickSizeOuter(0);
  // of a logarithmic scale the powers of ten alone
  const tens = scale => d3.range(-9, 1).map(e => +`1e${e}`).filter(v => v >= scale.domain()[0] * .999 && v <= scale.domain()[1] * 1.001);
  if (x.base) bottom.tickValues(tens(x));
  if (y.base) side.tickValues(tens(y));
  if (grid) side.tickSizeInner(-(width - margin.left - margin.right));
  svg.append('g').attr('transform', `translate(0,${height - margin.bottom})`).call(bottom);
  svg.append('g').attr('transform', `translate(${margin.left},0)`).call(side).call(g => g.select('.domain').remove());
  svg.append('text').attr('class', 'label').attr('x', (margin.left + width - margin.right) / 2).attr('y', height - 6)
    .attr('text-anchor', 'middle').text(xLabel);
  svg.append('text').attr('class', 'label').attr('transform', `translate(12,${(margin.top + height - margin.bottom) / 2}) rotate(-90)`)
    .attr('text-anchor', 'middle').text(yLabel);
  return svg;
}

function key(made, entries) {
  const list = element('ul', { class: 'key' });
  entries.forEach(([text, stroke, dash, dot]) => {
    const item = element('li');
    const mark = d3.select(item).append('svg').attr('viewBox', '0 0 26 10').attr('aria-hidden', 'true');
    if (dot) mark.append('circle').attr('cx', 13).attr('cy', 5).attr('r', 4).attr('fill', stroke);
    else mark.append('path').attr('d', 'M0 5H26').attr('stroke', stroke).attr('stroke-width', 2.5).attr('stroke-dasharray', dash || null);
    item.append(text);
    list.append(item);
  });
  made.append(list);
}

const line = (svg, points, x, y, stroke, dash, curve = d3.curveLinear) => svg.append('path').attr('fill', 'none')
  .attr('stroke', stroke).attr('stroke-width', 2).attr('stroke-dasharray', dash || null)
  .attr('d', d3.line().defined(p => p[1] != null).x(p => x(p[0])).y(p => y(p[1])).curve(curve)(points));

const nothing = (host, why) => host.append(element('p', { class: 'empty' }, why));

// ---- precision, recall, ROC

function drawCurves(host) {
  const places = d3.range(101).map(i => i / 100);
  const mean = (m, name) => d3.mean(data.methods[m].seeds, seed => seed[name]);
  const base = d3.mean(data.methods[state.method].seeds, s => s.test.positives / (s.test.positives + s.test.negatives));
  const shown = state.shown.filter(m => data.methods[m].pr);
  [['pr', 'Precision by recall', 'recall', 'precision'], ['roc', 'ROC curve', 'false positive rate', 'true positive rate']]
    .forEach(([name, caption, xLabel, yLabel]) => {
      const made = figure(host, caption);
      const x = d3.scaleLinear().domain([0, 1]), y = d3.scaleLinear().domain([0, 1]);
      const svg = frame(made, { x, y, xLabel, yLabel, height: 340, said: `${caption} of ${shown.join(', ')}; the numbers are in the table below` });
      svg.append('path').attr('stroke', 'var(--soft)').attr('stroke-dasharray', '1 4').attr('stroke-width', 1.5)
        .attr('d', name === 'pr' ? `M${x(0)} ${y(base)}H${x(1)}` : `M${x(0)} ${y(0)}L${x(1)} ${y(1)}`);
      shown.forEach((m, i) => {
        const band = data.methods[m][name];
        const at = places.map((p, k) => [p, band.mean[k], band.low[k], band.high[k]]).filter(p => p[1] != null);
        if (data.methods[m].seeds.length > 1) {
          svg.append('path').attr('fill', colour(i)).attr('opacity', .13)
            .attr('d', d3.area().x(p => x(p[0])).y0(p => y(p[2])).y1(p => y(p[3]))(at));
        }
        line(svg, at, x, y, colour(i), DASHES[i]);
        const point = name === 'pr' ? [mean(m, 'recall'), mean(m, 'precision')] : [mean(m, 'fpr'), mean(m, 'recall')];
        svg.append('circle').attr('cx', x(point[0])).attr('cy', y(point[1])).attr('r', 5)
          .attr('fill', colour(i)).attr('stroke', 'var(--paper)').attr('stroke-width', 1.5);
      });
      key(made, [...shown.map((m, i) => [m, colour(i), DASHES[i]]), ['random ranking', 'var(--soft)', '1 4']]);
      beneath(made, caption.toLowerCase(), [xLabel, ...shown.flatMap(m => [m, `${m}, lowest`, `${m}, highest`])],
        places.map((p, k) => [p, ...shown.flatMap(m => ['mean', 'low', 'high'].map(which => data.methods[m][name][which][k]))])
          .filter((_, k) => k % 5 === 0));
    });
}

// ---- threshold and cost

// Steps of a staircase: see Staircase.base64.
const decoded = new Map();
function steps(part) {
  if (decoded.has(part)) return decoded.get(part);
  const text = atob(part.steps);
  const bytes = Uint8Array.from(text, c => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const n = view.getUint32(0, true);
  const scores = new Float32Array(n), tp = new Float64Array(n), fp = new Float64Array(n);
  for (let i = 0; i < n; i++) scores[i] = view.getFloat32(4 + 4 * i, true);
  let at = 4 + 4 * n, t = 0, f = 0;
  const next = () => {
    let number = 0, shift = 1, byte;
    do { byte = bytes[at++]; number += (byte & 127) * shift; shift *= 128; } while (byte & 128);
    return number;
  };
  for (let i = 0; i < n; i++) { t += next(); f += next(); tp[i] = t; fp[i] = f; }
  const all = { n, scores, tp, fp, positives: part.positives, negatives: part.negatives, rows: part.positives + part.negatives };
  decoded.set(part, all);
  return all;
}

// What a threshold does, of 1,000 rows.
function effect(all, threshold) {
  let low = -1, high = all.n;
  const wanted = Math.fround(threshold);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (all.scores[middle] >= wanted) low = middle; else high = middle;
  }
  const tp = low < 0 ? 0 : all.tp[low], fp = low < 0 ? 0 : all.fp[low];
  return { tp, fp, fn: all.positives - tp, tn: all.negatives - fp, rows: all.rows };
}

function meanEffect(method, part, threshold) {
  const sum = { tp: 0, fp: 0, fn: 0, tn: 0, precision: 0, recall: 0, some: 0 };
  const seeds = data.methods[method].seeds;
  seeds.forEach((seed, i) => {
    const e = effect(steps(seed[part]), typeof threshold === 'number' ? threshold : threshold[i]);
    ['tp', 'fp', 'fn', 'tn'].forEach(name => sum[name] += 1000 * e[name] / e.rows / seeds.length);
    sum.recall += e.tp / (e.tp + e.fn) / seeds.length;
    if (e.tp + e.fp) { sum.precision += e.tp / (e.tp + e.fp); sum.some++; }
  });
  sum.precision = sum.some ? sum.precision / sum.some : null;
  return sum;
}

const costOf = e => e.fn * +byId('cost-fn').value + e.fp * +byId('cost-fp').value;
const logOdds = p => Math.log(p / (1 - p));
const within = p => Math.min(1 - 1e-6, Math.max(1e-6, p));

function bounds(method) {
  let low = 1, high = 0;
  data.methods[method].seeds.forEach(seed => {
    const all = steps(seed.test);
    low = Math.min(low, all.scores[all.n - 1]);
    high = Math.max(high, all.scores[0]);
  });
  return [logOdds(within(low)), logOdds(within(high)) + .01];
}

const ofSlider = value => {
  const [low, high] = bounds(state.method);
  return 1 / (1 + Math.exp(-(low + (high - low) * value / 1000)));
};
const toSlider = threshold => {
  const [low, high] = bounds(state.method);
  return Math.round(1000 * (logOdds(within(threshold)) - low) / (high - low));
};

// The threshold of the least mean cost on validation rows.
function cheapest(method) {
  let best = Infinity, chosen = .5;
  const [low, high] = bounds(method);
  for (let i = 0; i <= 400; i++) {
    const threshold = 1 / (1 + Math.exp(-(low + (high - low) * i / 400)));
    const cost = costOf(meanEffect(method, 'validation', threshold));
    if (cost < best - 1e-9) { best = cost; chosen = threshold; }
  }
  return chosen;
}

function setThreshold(threshold, from) {
  state.threshold = threshold;
  if (from !== 'slider') byId('slider').value = toSlider(threshold);
  if (from !== 'exact') byId('exact').value = +threshold.toPrecision(4);
  byId('slider').setAttribute('aria-valuetext', score(threshold));
  decide();
}

function decide() {
  const e = meanEffect(state.method, 'test', state.threshold);
  const [negative, positive] = data.classes;
  byId('decision').textContent = `At ${score(state.threshold)}: ${amount(e.tp + e.fp)} alerts per 1,000 rows, `
    + `precision ${decimals(e.precision)}, recall ${decimals(e.recall)}, cost ${amount(costOf(e))} per 1,000 rows (a missed positive costs ${+byId('cost-fn').value}, a false alarm ${+byId('cost-fp').value}).`;
  byId('confusion').replaceChildren(table(['is', `flagged as ${positive}`, 'not flagged'],
    [[positive, amount(e.tp), amount(e.fn)], [negative, amount(e.fp), amount(e.tn)]]));
  const positives = e.tp + e.fn, negatives = e.fp + e.tn;
  const rows = [[`${state.method} at this threshold`, amount(costOf(e))],
    [`${state.method}, cheapest on validation`, amount(costOf(meanEffect(state.method, 'test', cheapest(state.method))))]];
  if (data.methods.plain && state.method !== 'plain') {
    rows.push(['plain, cheapest on validation', amount(costOf(meanEffect('plain', 'test', cheapest('plain'))))]);
  }
  rows.push(['flag none', amount(positives * +byId('cost-fn').value)], ['flag all', amount(negatives * +byId('cost-fp').value)]);
  byId('costs').replaceChildren(table(['decision', 'cost'], rows));
  drawCost();
  drawBest();
}

function drawCost() {
  const host = document.querySelector('#threshold .plots');
  const open = host.querySelector('details')?.open;
  host.replaceChildren();
  const [low, high] = bounds(state.method);
  const grid = d3.range(101).map(i => 1 / (1 + Math.exp(-(low + (high - low) * i / 100))));
  const points = grid.map(t => { const e = meanEffect(state.method, 'test', t); return [t, costOf(e), e.tp + e.fp, e.precision, e.recall]; });
  const made = figure(host, `Cost by threshold, ${state.method}`);
  const x = d3.scaleLinear().domain([low, high]), y = d3.scaleLinear().domain([0, (d3.max(points, p => p[1]) || 1) * 1.05]);
  const svg = frame(made, { x, y, xLabel: 'threshold (even in log odds)', yLabel: 'cost per 1,000 rows', height: 260, left: 64,
    xFormat: '', said: `Cost by threshold of ${state.method}; the numbers are in the table below` });
  svg.select('g').selectAll('.tick text').text(v => score(1 / (1 + Math.exp(-v))));
  line(svg, points.map(p => [logOdds(p[0]), p[1]]), x, y, colour(0));
  svg.append('path').attr('stroke', 'var(--ink)').attr('stroke-dasharray', '4 3')
    .attr('d', `M${x(Math.min(high, Math.max(low, logOdds(within(state.threshold)))))} ${y.range()[0]}V${y.range()[1]}`);
  beneath(made, 'cost by threshold', ['threshold', 'cost per 1,000', 'alerts per 1,000', 'precision', 'recall'], points);
  if (open) made.querySelector('details').open = true;
}

function drawBest() {
  const rows = data.methods[state.method].thresholds.map(row => row.reached
    ? [row.aim, withError(row.threshold, score), withError(row.attained, decimals), withError(row.precision, decimals),
      withError(row.recall, decimals), withError(row.alerts, amount)]
    : [row.aim, 'none reaches it', '–', '–', '–', '–']);
  const least = cheapest(state.method), e = meanEffect(state.method, 'test', least);
  rows.push(['least cost', score(least), amount(costOf(e)), decimals(e.precision), decimals(e.recall), amount(e.tp + e.fp)]);
  const titles = ['Best for', 'Threshold', 'Attained', 'Precision', 'Recall', 'Alerts per 1,000'];
  byId('best-thresholds').replaceChildren(table(titles, rows), csv('best thresholds', titles, rows));
}

function startThreshold() {
  const first = data.methods[state.method].seeds[0].test;
  byId('cost-fn').value = data.costs?.falseNegative ?? Math.max(1, Math.round(first.negatives / first.positives));
  byId('cost-fp').value = data.costs?.falsePositive ?? 1;
  byId('decide').addEventListener('submit', event => event.preventDefault());
  byId('slider').addEventListener('input', () => setThreshold(ofSlider(+byId('slider').value), 'slider'));
  byId('exact').addEventListener('input', () => {
    const value = +byId('exact').value;
    if (byId('exact').value !== '' && value >= 0 && value <= 1) setThreshold(value, 'exact');
  });
  ['cost-fn', 'cost-fp'].forEach(id => byId(id).addEventListener('input', decide));
  byId('cheapest').addEventListener('click', () => setThreshold(cheapest(state.method)));
}

const operating = () => d3.mean(data.methods[state.method].seeds, seed => seed.threshold);

// ---- lift, reliability, histogram

function drawLift(host) {
  const rows = data.methods[state.method].lift;
  if (!rows.length) return nothing(host, 'Too few rows for a share of a thousandth to a half.');
  const made = figure(host, `Lift, ${state.method}`);
  const x = d3.scaleLog().domain([rows[0][0], rows.at(-1)[0]]), y = d3.scaleLinear().domain([0, d3.max(rows, r => r[4]) * 1.08]);
  const svg = frame(made, { x, y, xLabel: 'share of rows flagged', yLabel: 'lift', height: 280, xFormat: '~%', xTicks: 4,
    said: `Lift of ${state.method} by the share of rows flagged; the numbers are in the table below` });
  svg.append('path').attr('stroke', 'var(--soft)').attr('stroke-dasharray', '1 4').attr('stroke-width', 1.5).attr('d', `M${x.range()[0]} ${y(1)}H${x.range()[1]}`);
  line(svg, rows.map(r => [r[0], r[4]]), x, y, colour(0));
  rows.forEach(r => svg.append('circle').attr('cx', x(r[0])).attr('cy', y(r[4])).attr('r', 3.5).attr('fill', colour(0)));
  const titles = ['Top share', 'Rows', 'Precision', 'Recall', 'Lift'];
  const shown = element('figure', {}, element('figcaption', {}, 'By top-k'),
    element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of lift' }, table(titles,
      rows.map(r => [percent(r[0]), whole(r[1]), decimals(r[2]), decimals(r[3]), decimals(r[4], 2)]))), csv('lift', titles, rows));
  host.append(shown);
}

function drawReliability(host) {
  const { before, after } = data.methods[state.method].reliability;
  const all = [...before, ...(after || [])];
  const least = Math.max(1e-6, Math.min(...all.flatMap(b => [b[2], b[3]]).filter(v => v > 0)) / 2);
  const made = figure(host, `Reliability, ${state.method}`);
  const x = d3.scaleLog().domain([least, 1]), y = d3.scaleLog().domain([least, 1]);
  const svg = frame(made, { x, y, xLabel: 'mean score of the bin', yLabel: 'share of positives', height: 380, left: 60,
    xFormat: '~g', yFormat: '~g', xTicks: 4, yTicks: 4, said: `Reliability of ${state.method}; the numbers are in the table below` });
  line(svg, [[least, least], [1, 1]], x, y, 'var(--soft)', '1 4');
  const at = v => Math.max(least, v);
  [[before, 0, 'as scored'], [after, 1, 'recalibrated']].filter(set => set[0]).forEach(([bins, i]) => bins.forEach(b => {
    svg.append('path').attr('stroke', colour(i)).attr('stroke-width', 1.5).attr('opacity', .55).attr('d', `M${x(at(b[2]))} ${y(at(b[4]))}V${y(at(b[5]))}`);
    svg.append('circle').attr('cx', x(at(b[2]))).attr('cy', y(at(b[3]))).attr('r', 4.5)
      .attr('fill', b[1] ? colour(i) : 'var(--paper)').attr('stroke', colour(i)).attr('stroke-width', 1.5);
  }));
  key(made, [['as scored', colour(0), '', true], ...(after ? [['recalibrated', colour(1), '', true]] : []), ['as said, so seen', 'var(--soft)', '1 4']]);
  if (all.some(b => !b[1])) made.append(element('p', { class: 'empty' }, 'A ring at the bottom is a bin without a positive row.'));
  beneath(made, 'reliability', ['scores', 'rows', 'positives', 'mean score', 'share seen', 'lowest', 'highest'],
    [...before.map(b => ['as scored', ...b]), ...(after || []).map(b => ['recalibrated', ...b])]);
}

function drawHistogram(host) {
  const { edges, negatives, positives } = data.methods[state.method].histogram;
  const made = figure(host, `Scores, ${state.method}`);
  const odds = edges.map(e => logOdds(within(e)));
  const shares = [negatives, positives].map(counts => counts.map(c => c / d3.sum(counts)));
  const x = d3.scaleLinear().domain([odds[0], odds.at(-1)]), y = d3.scaleLinear().domain([0, d3.max(shares.flat()) * 1.05]);
  const svg = frame(made, { x, y, xLabel: 'score (even in log odds)', yLabel: 'share of the class', height: 280, yFormat: '~%',
    said: `Histogram of scores by class of ${state.method}; the numbers are in the table below` });
  svg.select('g').selectAll('.tick text').text(v => score(1 / (1 + Math.exp(-v))));
  shares.forEach((share, i) => {
    const points = [[odds[0], 0], ...share.flatMap((s, k) => [[odds[k], s], [odds[k + 1], s]]), [odds.at(-1), 0]];
    svg.append('path').attr('fill', colour(i)).attr('opacity', .18).attr('d', d3.area().x(p => x(p[0])).y0(y(0)).y1(p => y(p[1]))(points));
    line(svg, points, x, y, colour(i), DASHES[i]);
  });
  key(made, data.classes.map((name, i) => [name, colour(i), DASHES[i]]));
  beneath(made, 'scores by class', ['from', 'to', ...data.classes], negatives.map((n, k) => [edges[k], edges[k + 1], n, positives[k]]));
}

// ---- several classes

function drawClasses(host) {
  const matrix = data.confusion[state.method];
  const rows = matrix.map((row, i) => [data.classes[i], ...row, decimals(row[i] / d3.sum(row))]);
  const titles = ['is', ...data.classes.map(name => `given ${name}`), 'recall'];
  const made = figure(host, `Confusion, ${state.method}`);
  made.append(element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of confusion' }, table(titles, rows)), csv('confusion', titles, rows));
}

// ---- learning, columns, misses, balancing

function drawLearning(host) {
  const courses = data.methods[state.method].courses;
  if (!courses.length) return nothing(host, `${state.method} is trained by other means than epochs: there are no curves.`);
  const several = new Set(courses.map(c => c.name)).size > 1;
  const kinds = [[4, courses.some(c => c.epochs.some(e => e[3] != null)) ? 'outer loss' : 'training loss'], [3, 'inner loss'], [2, 'validation log loss']]
    .filter(([at]) => courses.some(c => c.epochs.some(e => e[at] != null)));
  const last = Math.max(2, d3.max(courses, c => c.epochs.at(-1)[0]));
  const x = d3.scaleLinear().domain([1, last]);
  const epochs = { xLabel: 'epoch', xFormat: 'd', xTicks: Math.min(last - 1, 6) };
  const titles = several ? ['seed', 'training', 'epoch', 'kept'] : ['seed', 'epoch', 'kept'];
  const rows = numbers => courses.flatMap(c => c.epochs.map(e =>
    [`${c.seed}`, ...(several ? [c.name] : []), e[0], e[0] === c.kept + 1 ? 'yes' : '', ...numbers(e)]));
  const kept = c => c.epochs.find(e => e[0] === c.kept + 1);
  const dot = (svg, at, i) => svg.append('circle').attr('cx', at[0]).attr('cy', at[1]).attr('r', courses.length > 12 ? 3 : 4.5)
    .attr('fill', colour(i)).attr('stroke', 'var(--paper)');
  const faint = courses.length > 12 ? .35 : courses.length > 1 ? .65 : 1;
  const made = figure(host, `Losses, ${state.method}`);
  const values = courses.flatMap(c => c.epochs.flatMap(e => kinds.map(([at]) => e[at]))).filter(v => v != null);
  const y = d3.scaleLinear().domain([Math.min(0, d3.min(values)), d3.quantile(values, .995) * 1.05]).clamp(true);
  const svg = frame(made, { x, y, ...epochs, yLabel: 'loss', said: `Losses of ${state.method} by epoch; the numbers are in the table below` });
  courses.forEach(c => kinds.forEach(([at], i) => {
    line(svg, c.epochs.map(e => [e[0], e[at]]), x, y, colour(i), DASHES[i]).attr('opacity', faint);
    if (kept(c) && kept(c)[at] != null) dot(svg, [x(kept(c)[0]), y(kept(c)[at])], i);
  }));
  key(made, [...kinds.map(([, name], i) => [name, colour(i), DASHES[i]]), ['epoch kept', 'var(--soft)', '', true]]);
  if (several) made.append(element('p', { class: 'empty' }, 'A line for every network that is trained; each keeps an epoch of its own.'));
  beneath(made, 'learning curves', [...titles, 'validation AP', 'validation log loss', 'inner loss', 'outer or training loss'],
    rows(e => [e[1], e[2], e[3], e[4]]));
  const other = figure(host, `Average precision on validation rows, ${state.method}`);
  const aps = courses.flatMap(c => c.epochs.map(e => e[1])).filter(v => v != null);
  const up = d3.scaleLinear().domain([Math.max(0, d3.min(aps) - .02), Math.min(1, d3.max(aps) + .02)]);
  const right = frame(other, { x: x.copy(), y: up, ...epochs, yLabel: 'AP', said: `Average precision on validation rows of ${state.method} by epoch; the numbers are in the table below` });
  const seeds = [...new Set(courses.map(c => c.seed))];
  courses.forEach(c => {
    const i = seeds.indexOf(c.seed);
    line(right, c.epochs.map(e => [e[0], e[1]]), x, up, colour(i), DASHES[i % 6]).attr('opacity', several ? faint : 1);
    if (kept(c)) dot(right, [x(kept(c)[0]), up(kept(c)[1])], i);
  });
  key(other, seeds.map((seed, i) => [`seed ${seed}`, colour(i), DASHES[i % 6]]));
  beneath(other, 'validation AP', [...titles, 'AP'], rows(e => [e[1]]));
}

function drawImportance(host) {
  const rows = data.methods[state.method].importance;
  if (!rows.length) return nothing(host, 'Columns are shuffled in tables of at most 200 columns.');
  const made = figure(host, `Loss of AP, ${state.method}`);
  const shown = rows.slice(0, 25);
  const wide = Math.min(190, 24 + 6.6 * d3.max(shown, r => r[0].length));
  const x = d3.scaleLinear().domain([Math.min(0, d3.min(shown, r => r[1] - (r[2] || 0))), Math.max(1e-6, d3.max(shown, r => r[1] + (r[2] || 0)))]).nice();
  const y = d3.scaleBand().domain(shown.map(r => r[0])).padding(.35);
  const height = 64 + 22 * shown.length;
  const width = Math.max(280, made.clientWidth || 480);
  const svg = d3.select(made).append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img')
    .attr('aria-label', `Loss of average precision by column of ${state.method}; the numbers are in the table below`);
  x.range([wide, width - 14]); y.range([height - 44, 8]); y.domain(shown.map(r => r[0]).reverse());
  svg.append('g').attr('transform', `translate(0,${height - 44})`).call(d3.axisBottom(x).ticks(Math.max(2, Math.floor((width - wide) / 70))).tickSizeOuter(0));
  svg.append('text').attr('class', 'label').attr('x', (wide + width - 14) / 2).attr('y', height - 6).attr('text-anchor', 'middle').text('average precision lost');
  const short = name => name.length > 25 ? name.slice(0, 24) + '…' : name;
  shown.forEach(r => {
    svg.append('text').attr('x', wide - 8).attr('y', y(r[0]) + y.bandwidth() / 2 + 4).attr('text-anchor', 'end').text(short(r[0]));
    svg.append('rect').attr('x', Math.min(x(0), x(r[1]))).attr('width', Math.abs(x(r[1]) - x(0))).attr('y', y(r[0])).attr('height', y.bandwidth()).attr('fill', colour(0));
    if (r[2]) svg.append('path').attr('stroke', 'var(--ink)').attr('d', `M${x(r[1] - r[2])} ${y(r[0]) + y.bandwidth() / 2}H${x(r[1] + r[2])}`);
  });
  if (rows.length > shown.length) made.append(element('p', { class: 'empty' }, `The first ${shown.length} of ${rows.length} columns; all are in the table.`));
  beneath(made, 'columns', ['column', 'AP lost', 'standard error'], rows);
}

function drawMissed(host) {
  const rows = data.methods[state.method].missed;
  if (!rows.length) return nothing(host, 'None were looked up: that is done for the test rows of tables, in a comparison.');
  const columns = [...new Set(rows.flatMap(row => Object.keys(row.values)))];
  const titles = ['Row', 'Seed', 'Score', ...columns];
  const cells = rows.map(row => [row.row, row.seed, score(row.score), ...columns.map(c => row.values[c] ?? '–')]);
  const made = figure(host, `Missed first, ${state.method}`);
  made.classList.add('wide');
  // a column for each row missed: tables have more columns than a page is wide
  const turned = titles.slice(1).map((title, c) => [title, ...cells.map(row => row[c + 1])]);
  made.append(element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Rows missed' },
    table(['Row', ...cells.map(row => row[0])], turned)), csv('worst misses', titles, cells));
}

function drawBalancing(host) {
  const { views, weights, points } = data.methods[state.method];
  const names = { rows: 'training rows', training: 'training, resampled', inner: 'inner loss', outer: 'outer loss' };
  const entries = Object.entries(views || {}).map(([view, counts]) => {
    const [whose, which] = view.includes(': ') ? [view.slice(0, view.lastIndexOf(': ') + 2), view.slice(view.lastIndexOf(': ') + 2)] : ['', view];
    return [whose + (names[which] || which), counts];
  });
  const groups = entries.length ? entries[0][1].length : 0;
  const called = groups === data.classes.length ? data.classes : d3.range(groups).map(i => `group ${i}`);
  const made = figure(host, `Views of the training rows, ${state.method}`);
  const x = d3.scaleLinear().domain([0, 1]), y = d3.scaleBand().domain(entries.map(e => e[0])).padding(.3);
  const width = Math.max(280, made.clientWidth || 480), height = 50 + 34 * entries.length;
  const svg = d3.select(made).append('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img')
    .attr('aria-label', `Share of each class in the views of the training rows of ${state.method}; the numbers are in the table below`);
  const left = Math.min(width / 2, 24 + 6.6 * d3.max(entries, e => e[0].length));
  x.range([left, width - 14]); y.range([4, height - 30]);
  svg.append('g').attr('transform', `translate(0,${height - 30})`).call(d3.axisBottom(x).ticks(5, '%').tickSizeOuter(0));
  entries.forEach(([view, counts]) => {
    const all = d3.sum(counts);
    let before = 0;
    svg.append('text').attr('x', left - 8).attr('y', y(view) + y.bandwidth() / 2 + 4).attr('text-anchor', 'end').text(view);
    counts.forEach((count, c) => {
      svg.append('rect').attr('x', x(before / all)).attr('width', Math.max(0, x((before + count) / all) - x(before / all) - 1))
        .attr('y', y(view)).attr('height', y.bandwidth()).attr('fill', colour(c)).attr('opacity', c < 6 ? .9 : .5);
      before += count;
    });
  });
  key(made, called.slice(0, 12).map((name, c) => [name, colour(c), '']));
  beneath(made, 'views', ['view', ...called], entries.map(([view, counts]) => [view, ...counts]));
  if (weights) {
    const its = figure(host, 'Learned weights of rows');
    const titles = ['class', 'at first', 'least', 'mean', 'most'];
    const rows = weights.map((w, c) => [called[c], w.initial, w.least, w.mean, w.most]);
    its.append(element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Learned weights' },
      table(titles, rows.map(r => r.map((v, i) => i ? decimals(v) : v)))), csv('learned weights', titles, rows));
  }
  if (points) drawPoints(host, points);
}

function drawPoints(host, { features, points, of, distance, film }) {
  if (film) drawFilm(host, film, distance);
  const made = figure(host, `Learned points, from where they began to where they went`);
  const xs = d3.scaleLinear().domain(d3.extent(points.flatMap(p => [p[1], p[3]]))).nice();
  const ys = d3.scaleLinear().domain(d3.extent(points.flatMap(p => [p[2], p[4]]))).nice();
  const svg = frame(made, { x: xs, y: ys, xLabel: features[0], yLabel: features[1], height: 360, said: 'Learned points before and after; the numbers are in the table below' });
  points.forEach(p => {
    svg.append('path').attr('stroke', colour(p[0])).attr('opacity', .5).attr('d', `M${xs(p[1])} ${ys(p[2])}L${xs(p[3])} ${ys(p[4])}`);
    svg.append('circle').attr('cx', xs(p[3])).attr('cy', ys(p[4])).attr('r', 2.5).attr('fill', colour(p[0]));
  });
  made.append(element('p', { class: 'empty' }, `${points.length} of ${of} points, in the two features along which they moved most; a dot is where the kept epoch left one.`));
  beneath(made, 'learned points', ['class', `${features[0]} before`, `${features[1]} before`, `${features[0]} after`, `${features[1]} after`, 'weight'],
    points.map(p => [data.classes[p[0]], ...p.slice(1)]));
  const far = figure(host, 'Mean distance of the points from where they began');
  const x = d3.scaleLinear().domain([1, Math.max(2, distance.length)]), y = d3.scaleLinear().domain([0, d3.max(distance) || 1]).nice();
  line(frame(far, { x, y, xLabel: 'epoch', yLabel: 'distance', said: 'Distance of the points by epoch; the numbers are in the table below' }),
    distance.map((d, i) => [i + 1, d]), x, y, colour(0));
  beneath(far, 'distance of points', ['epoch', 'distance'], distance.map((d, i) => [i + 1, d]));
}

// Learned points after some epochs, all on the same axes, above the training rows.
function drawFilm(host, { axes, rows, points, frames }, distance) {
  const made = figure(host, 'Learned points over the epochs');
  made.classList.add('wide');
  const [first, second] = axes.map((axis, i) => `component ${i + 1}`);
  const all = [...frames.flatMap(f => f.places), ...rows.map(r => [r[1], r[2]])];
  const ends = at => [d3.quantile(all, .002, p => p[at]), d3.quantile(all, .998, p => p[at])];
  const panels = element('div', { class: 'panels' });
  made.append(panels);
  const after = f => (f.epochs === 0 ? 'before training' : `after ${f.epochs} epoch${f.epochs === 1 ? '' : 's'}`) + (f.kept ? ', kept' : '');
  const side = 180;
  const x = d3.scaleLinear().domain(ends(0)).range([4, side - 4]).clamp(true);
  const y = d3.scaleLinear().domain(ends(1)).range([side - 4, 4]).clamp(true);
  frames.forEach(f => {
    const panel = element('div', { class: f.kept ? 'panel kept' : 'panel' }, element('p', {}, after(f)),
      element('p', {}, `moved ${decimals(f.epochs ? distance[f.epochs - 1] : 0)}`));
    panels.append(panel);
    const svg = d3.select(panel).append('svg').attr('viewBox', `0 0 ${side} ${side}`).attr('role', 'img')
      .attr('aria-label', `Learned points ${after(f)}; the numbers are in the table below`);
    svg.append('rect').attr('width', side).attr('height', side).attr('fill', 'none').attr('stroke', 'var(--line)');
    rows.forEach(r => svg.append('circle').attr('cx', x(r[1])).attr('cy', y(r[2])).attr('r', 1.2).attr('fill', colour(r[0])).attr('opacity', .28));
    f.places.forEach((place, i) => svg.append('circle').attr('cx', x(place[0])).attr('cy', y(place[1])).attr('r', 2.4)
      .attr('fill', 'none').attr('stroke', colour(points[i][1])).attr('stroke-width', 1.2));
  });
  const classes = [...new Set([...rows.map(r => r[0]), ...points.map(p => p[1])])].sort();
  key(made, classes.map(c => [data.classes[c] ?? `group ${c}`, colour(c), '', true]));
  made.append(element('p', { class: 'empty' }, `${points.length} points as rings, and training rows as dots, on the two principal components of the `
    + `training rows; how far all points have moved is a mean of distances in encoded features. The axes: ${axes.map((a, i) => `${i ? 'upwards' : 'to the right'} ${percent(a.share)} of the variance, mostly ${a.features.join(', ')}`).join('; ')}.`));
  beneath(made, 'points over the epochs',
    ['point', 'class', 'weight', ...frames.flatMap(f => [`${first} ${after(f)}`, `${second} ${after(f)}`])],
    points.map(([p, c, w], i) => [`${p}`, data.classes[c] ?? `group ${c}`, w, ...frames.flatMap(f => f.places[i])]));
}

// ---- all together

const draw = { curves: drawCurves, lift: drawLift, reliability: drawReliability, histogram: drawHistogram, classes: drawClasses,
  learning: drawLearning, importance: drawImportance, missed: drawMissed, balancing: drawBalancing };

function drawAll(names = Object.keys(draw)) {
  names.forEach(name => {
    const host = document.querySelector(`[data-chart="${name}"] .plots`);
    if (!host) return;
    const open = [...host.querySelectorAll('details')].map(d => d.open);
    host.replaceChildren();
    draw[name](host);
    host.querySelectorAll('details').forEach((d, i) => { d.open = open[i] || false; });
  });
}

function startChoices() {
  const select = byId('method');
  data.order.forEach(m => select.append(element('option', { value: m }, m)));
  select.value = state.method;
  select.addEventListener('change', () => {
    state.method = select.value;
    drawAll(Object.keys(draw).filter(name => name !== 'curves'));
    if (byId('slider')) setThreshold(operating());
  });
  const shown = byId('shown');
  if (!shown) return;
  data.order.forEach((m, i) => {
    const box = element('input', { type: 'checkbox', id: `shown-${i}`, value: m });
    box.checked = state.shown.includes(m);
    box.addEventListener('change', () => {
      state.shown = box.checked ? [...state.shown, m] : state.shown.filter(other => other !== m);
      shown.querySelectorAll('input').forEach(other => { other.disabled = state.shown.length >= 6 && !other.checked; });
      drawAll(['curves']);
    });
    shown.append(element('label', { for: `shown-${i}` }, box, m));
  });
}

// Tables that stand in the page without a script are saved as they stand.
document.querySelectorAll('table[data-name]').forEach(made => {
  const cells = row => [...row.cells].map(cell => cell.textContent.trim().replace('–', ''));
  made.parentElement.after(csv(made.dataset.name, cells(made.tHead.rows[0]), [...made.tBodies[0].rows].map(cells)));
});
startChoices();
drawAll();
if (byId('slider')) { startThreshold(); setThreshold(operating()); }
let width = document.body.clientWidth;
addEventListener('resize', () => {
  if (document.body.clientWidth === width) return;
  width = document.body.clientWidth;
  drawAll();
  if (byId('slider')) drawCost();
});
})();
