// The graph on its canvas: what is in view is drawn, anew at each change.
const canvas = byId('canvas'), context = canvas.getContext('2d');
let view = d3.zoomIdentity, colours = {}, waiting = false;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';

function readColours() {
  const style = getComputedStyle(document.documentElement);
  ['paper', 'ink', 'soft', 'line', 'group', 'ring', 'canvas', ...STYLES.flatMap(it => [it, `${it}-line`])]
    .forEach(name => { colours[name] = style.getPropertyValue(`--${name}`).trim(); });
}

function redraw() {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(() => { waiting = false; draw(); });
  }
}

function draw() {
  const ratio = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.translate(view.x, view.y);
  context.scale(view.k, view.k);
  const [left, top] = view.invert([0, 0]), [right, bottom] = view.invert([width, height]);
  const window = [left, top, right, bottom];
  drawGroup(groups[0], window);
  drawTies(window);
}

const inView = ([x, y, w, h], [left, top, right, bottom]) => x < right && x + w > left && y < bottom && y + h > top;

function drawGroup(group, window) {
  group.lines.forEach(line => drawLine(line.points, window, line.count, group.scale));
  group.groups.forEach(inner => {
    if (!inner.box || !inView(inner.box, window)) return;
    if (inner.open) {
      outline(inner);
      drawGroup(inner, window);
    } else {
      closed(inner);
    }
  });
  group.operations.forEach(i => {
    if (operations[i].box && inView(operations[i].box, window)) box(operations[i]);
  });
}

function drawLine(points, [left, top, right, bottom], width, scale) {
  const n = points.length, margin = 600 * scale;
  if (scale * view.k < .04 || Math.max(points[0], points[n - 2]) < left - margin || Math.min(points[0], points[n - 2]) > right + margin
    || Math.max(points[1], points[n - 1]) < top || Math.min(points[1], points[n - 1]) > bottom) return;
  context.beginPath();
  context.moveTo(points[0], points[1]);
  for (let i = 2; i < n; i += 2) context.lineTo(points[i], points[i + 1]);
  context.strokeStyle = colours.soft;
  context.globalAlpha = .55;
  context.lineWidth = Math.max(.7 / view.k, scale * Math.min(5, 1.2 * Math.sqrt(width)));
  context.stroke();
  if (scale * view.k > .25) head(points[n - 2], points[n - 1], points[n - 2] - points[n - 4], points[n - 1] - points[n - 3], scale);
  context.globalAlpha = 1;
}

function head(x, y, dx, dy, scale) {
  const size = (Math.hypot(dx, dy) || 1) / (7 * scale), a = dx / size, b = dy / size;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - a - b / 2, y - b + a / 2);
  context.lineTo(x - a + b / 2, y - b - a / 2);
  context.fillStyle = colours.soft;
  context.fill();
}

function ring(it, ringed) {
  if (state.selected !== it && !ringed) return;
  const [x, y, w, h] = it.box, gap = 3 / view.k;
  context.strokeStyle = colours.ring;
  context.lineWidth = 3 / view.k;
  context.setLineDash(ringed && state.selected !== it ? [8 / view.k, 4 / view.k] : []);
  context.strokeRect(x - gap, y - gap, w + 2 * gap, h + 2 * gap);
  context.setLineDash([]);
}

const holds = (group, set) => set.size > 0 && (group.operations.some(i => set.has(i)) || group.groups.some(inner => holds(inner, set)));
const share = (group, set) => d3.sum(group.operations, i => set.has(i)) + d3.sum(group.groups, inner => share(inner, set));
const fadedShare = group => (state.fade ? share(group, falls) : share(group, state.gone)) / Math.max(1, total(group));

function outline(group) {
  const [x, y, w, h] = group.box;
  context.fillStyle = colours.group;
  context.globalAlpha = .6;
  context.fillRect(x, y, w, h);
  context.globalAlpha = 1;
  context.strokeStyle = colours.soft;
  context.lineWidth = 1 / view.k;
  context.strokeRect(x, y, w, h);
  write(group.title, x + 10 * group.scale, y + 22 * group.scale, 15 * group.scale, w - 20 * group.scale, { weight: 600 });
  ring(group, false);
}

// Text of so many units in height, where it can be read.
function write(text, x, y, size, most, { weight = 400, colour = colours.ink, align = 'left' } = {}) {
  if (size * view.k < 4.5) return;
  // canvas cannot write smaller than a pixel: scaled instead
  context.save();
  context.translate(x, y);
  context.scale(size / 16, size / 16);
  context.font = `${weight} 16px ${FONT}`;
  context.textAlign = align;
  context.fillStyle = colour;
  context.fillText(text, 0, 0, Math.max(1, most * 16 / size));
  context.restore();
}

function closed(group) {
  const [x, y, w, h] = group.box, outer = groups[group.parent].scale, faded = fadedShare(group);
  context.globalAlpha = faded > .999 ? .25 : 1;
  context.fillStyle = colours.group;
  context.fillRect(x, y, w, h);
  let at = x;
  const bar = 9 * outer;
  group.counts.forEach((n, part) => {
    const length = w * n / total(group);
    context.fillStyle = colours[`${STYLES[part]}-line`];
    context.fillRect(at, y + h - bar, length, bar);
    at += length;
  });
  context.strokeStyle = colours.ink;
  context.lineWidth = Math.max(1 / view.k, 1.5 * outer);
  context.strokeRect(x, y, w, h);
  write(group.title, x + w / 2, y + h / 2 - 2 * outer, 16 * outer, w - 10 * outer, { weight: 600, align: 'center' });
  const fading = faded > 0 ? `, ${Math.round(faded * 100)} % ${state.fade ? 'falls away' : 'gone'}` : '';
  write(count(total(group), 'operation') + fading, x + w / 2, y + h / 2 + 15 * outer, 12.5 * outer, w - 10 * outer, { colour: colours.soft, align: 'center' });
  context.globalAlpha = 1;
  ring(group, holds(group, state.ringed));
}

function box(op) {
  const [x, y, w, h] = op.box, style = STYLES[op.part], s = op.group.scale;
  const away = state.fade ? falls.has(op.index) : state.gone.has(op.index);
  context.globalAlpha = away ? .2 : 1;
  context.fillStyle = colours[style];
  context.fillRect(x, y, w, h);
  context.strokeStyle = colours[`${style}-line`];
  context.lineWidth = Math.max(.8 / view.k, 1.5 * s);
  context.setLineDash(away ? [6 * s, 4 * s] : op.needed ? [] : [2 * s, 3 * s]);
  context.strokeRect(x, y, w, h);
  context.setLineDash([]);
  write(op.label, x + 7 * s, y + 17 * s, 13 * s, w - 30 * s, { weight: 600 });
  write(MARKS[op.part], x + w - 5 * s, y + 14 * s, 11 * s, 26 * s, { weight: 600, align: 'right', colour: colours[`${style}-line`] });
  write(op.name || op.shape, x + 7 * s, y + 33 * s, 12 * s, w - 12 * s);
  context.globalAlpha = 1;
  ring(op, state.ringed.has(op.index));
}

// The real way of operands for what is selected, across groups.
function drawTies() {
  const op = state.selected;
  if (!op || isGroup(op) || !seen(op)) return;
  const tie = (from, to, colour) => {
    const a = seen(from), b = seen(to);
    if (!a || !b || a === b) return;
    const [x, y] = [a.box[0] + a.box[2] / 2, a.box[1] + a.box[3]], [u, v] = [b.box[0] + b.box[2] / 2, b.box[1]];
    const bend = Math.max(20 / view.k, Math.abs(v - y) / 2);
    context.beginPath();
    context.moveTo(x, y);
    context.bezierCurveTo(x, y + bend, u, v - bend, u, v);
    context.strokeStyle = colour;
    context.lineWidth = 2.2 / view.k;
    context.stroke();
  };
  op.inputs.forEach(i => tie(operations[i], op, colours.ring));
  op.users.forEach(i => tie(op, operations[i], colours['adjoint-line']));
}

function at(x, y, group = groups[0]) {
  const within = ([bx, by, w, h]) => x >= bx && x <= bx + w && y >= by && y <= by + h;
  const op = group.operations.find(i => operations[i].box && within(operations[i].box));
  if (op !== undefined) return operations[op];
  const inner = group.groups.find(it => it.box && within(it.box));
  return inner ? (inner.open ? at(x, y, inner) ?? inner : inner) : null;
}

// ---- moving about

const zoom = d3.zoom().scaleExtent([.02, 6 / d3.min(groups, it => it.scale ?? 1)]).on('zoom', event => { view = event.transform; redraw(); });
d3.select(canvas).call(zoom).on('dblclick.zoom', null);

const moving = () => d3.select(canvas).transition().duration(calm.matches ? 0 : 350);

function show([x, y, w, h], scale = 1) {
  const width = canvas.clientWidth, height = canvas.clientHeight;
  const k = Math.min(1.4 / scale, .92 * width / w, .92 * height / h);
  moving().call(zoom.transform, d3.zoomIdentity.translate(width / 2 - k * (x + w / 2), height / 2 - k * (y + h / 2)).scale(k));
}

const showAll = () => show(groups[0].box);
const nearer = factor => moving().call(zoom.scaleBy, factor);

// Moves as little as brings a box into view, unless it is too small to be read.
function bring(it) {
  const [x, y] = view.apply([it.box[0], it.box[1]]), w = it.box[2] * view.k, h = it.box[3] * view.k;
  const outside = x < 0 || y < 0 || x + w > canvas.clientWidth || y + h > canvas.clientHeight;
  const s = isGroup(it) ? groups[Math.max(0, it.parent)].scale : it.group.scale;
  if (s * view.k < .35 || s * view.k > 2.5) {
    show([it.box[0] - 250 * s, it.box[1] - 250 * s, it.box[2] + 500 * s, it.box[3] + 500 * s], s);
  } else if (outside) {
    moving().call(zoom.translateTo, it.box[0] + it.box[2] / 2, it.box[1] + it.box[3] / 2);
  }
}

function toggle(group) {
  group.open = !group.open;
  show(group.open ? group.box : groups[group.parent].box, group.open ? group.scale : groups[group.parent].scale);
  changed();
}

function select(it, reveal = false) {
  state.selected = it;
  if (it && it.box) {
    if (reveal) ancestors(it).forEach(group => { group.open = true; });
    bring(seen2(it));
  }
  changed();
}

const seen2 = it => isGroup(it) ? it : seen(it);

canvas.addEventListener('click', event => {
  const [x, y] = view.invert([event.offsetX, event.offsetY]);
  state.selected = at(x, y);
  changed();
});
canvas.addEventListener('dblclick', event => {
  const [x, y] = view.invert([event.offsetX, event.offsetY]), it = at(x, y);
  if (isGroup(it)) toggle(it);
});
new ResizeObserver(redraw).observe(canvas);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { readColours(); redraw(); });
watchers.push(redraw);
