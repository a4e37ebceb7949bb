// Memory, lanes, the loss around.
function chart(label, width, height) {
  return d3.create('svg').attr('viewBox', `0 0 ${width} ${height}`).attr('role', 'img').attr('aria-label', label);
}

function axes(svg, x, y, { height, left, xLabel, yLabel, yFormat, xTicks = 6 }) {
  const [from, to] = x.range();
  svg.append('g').attr('transform', `translate(0,${y.range()[0]})`).call(d3.axisBottom(x).ticks(xTicks).tickSizeOuter(0));
  svg.append('g').attr('transform', `translate(${left},0)`).call(d3.axisLeft(y).ticks(5, yFormat).tickSizeOuter(0));
  svg.append('text').attr('class', 'label').attr('x', (from + to) / 2).attr('y', height - 4).attr('text-anchor', 'middle').text(xLabel);
  svg.append('text').attr('class', 'label').attr('transform', `translate(11,${(y.range()[0] + y.range()[1]) / 2}) rotate(-90)`).attr('text-anchor', 'middle').text(yLabel);
}

// Each result in the arena as long as it lives; returns what marks an instruction.
function memoryChart(host) {
  const width = 460, height = 240, left = 58;
  host.append(element('p', {}, program.memory.length
    ? `${count(program.memory.length, 'result')} share ${bytes(program.arena)}; each with a place of its own they would need ${bytes(program.withoutSharing)}.`
    : 'No result has to be kept between instructions.'));
  if (!program.memory.length) return () => {};
  const svg = chart('Places of results in memory over the instructions; what is there stands in the table', width, height);
  const x = d3.scaleLinear().domain([0, program.steps.length]).range([left, width - 8]);
  const y = d3.scaleLinear().domain([0, program.arena]).range([height - 40, 8]);
  axes(svg, x, y, { height, left, xLabel: 'instruction', yLabel: 'place in the arena', yFormat: 's' });
  const rects = svg.append('g').selectAll('rect').data(program.memory).join('rect')
    .attr('x', it => x(it.from)).attr('width', it => Math.max(1, x(it.until + 1) - x(it.from) - .5))
    .attr('y', it => y(it.offset + it.size)).attr('height', it => Math.max(1, y(it.offset) - y(it.offset + it.size) - .5))
    .attr('fill', 'var(--ring)').attr('fill-opacity', .45).attr('stroke', 'var(--ring)').attr('stroke-width', .7);
  const cursor = svg.append('path').attr('stroke', 'var(--ink)').attr('stroke-width', 1.5);
  host.append(element('figure', {}, svg.node()));
  const now = element('p');
  host.append(now);
  return i => {
    cursor.attr('d', `M${x(i + .5)} ${y.range()[0]}V${y.range()[1]}`);
    rects.attr('fill-opacity', it => it.from <= i && i <= it.until ? .9 : .3);
    const alive = program.memory.filter(it => it.from <= i && i <= it.until);
    now.textContent = `Alive at ${i}: ${alive.map(it => `${it.name} (${bytes(it.size)})`).join(', ') || 'nothing'}.`;
  };
}

function laneChart(host) {
  const lanes = program.lanes, end = d3.max(lanes, it => it.end) ?? 0;
  host.append(element('p', {}, !lanes.length ? 'There are too many instructions to divide them.'
    : `By estimate one thread takes ${number(program.alone / 1000)} µs, two ${number(end / 1000)} µs: ${program.lanesPay
      ? 'the program uses two.' : 'too little is saved, the program runs on one.'}`));
  if (!lanes.length) return () => {};
  const width = 460, height = 118, left = 58;
  const svg = chart(`When each instruction runs on which of two threads: ${lanes.filter(it => it.lane === 0).length} on the first, ${lanes.filter(it => it.lane === 1).length} on the second`, width, height);
  const x = d3.scaleLinear().domain([0, end / 1000]).range([left, width - 8]);
  svg.append('g').attr('transform', `translate(0,${height - 40})`).call(d3.axisBottom(x).ticks(6).tickSizeOuter(0));
  svg.append('text').attr('class', 'label').attr('x', (left + width) / 2).attr('y', height - 4).attr('text-anchor', 'middle').text('estimated µs');
  [0, 1].forEach(lane => svg.append('text').attr('x', left - 8).attr('y', 26 + 34 * lane).attr('text-anchor', 'end').text(`lane ${lane + 1}`));
  const rects = svg.append('g').selectAll('rect').data(lanes).join('rect')
    .attr('x', it => x(it.begin / 1000)).attr('width', it => Math.max(.8, x(it.end / 1000) - x(it.begin / 1000) - .4))
    .attr('y', it => 8 + 34 * it.lane).attr('height', 28).attr('stroke', 'var(--paper)').attr('stroke-width', .4);
  host.append(element('figure', {}, svg.node()));
  return i => rects.attr('fill', it => it.instruction === i ? 'var(--adjoint-line)' : 'var(--ring)');
}

function slice(host, around, twoLevels) {
  const row = around.inner.findIndex(a => Math.abs(a - 1) < 1e-9), at = Math.max(0, row);
  const points = around.along.map((b, i) => [b, around.loss[i][at]]).filter(p => typeof p[1] === 'number');
  const width = 460, height = 250, left = 58;
  const x = d3.scaleLinear().domain(d3.extent(around.along)).range([left, width - 10]);
  const y = d3.scaleLinear().domain(d3.extent(points, p => p[1])).nice().range([height - 42, 10]);
  const svg = chart(`Loss along the gradient: ${number(around.here)} here, its slope ${number(around.slope)}; lowest of what is drawn ${number(d3.min(points, p => p[1]))}`, width, height);
  axes(svg, x, y, { height, left, xLabel: 'how far down the gradient (b)', yLabel: 'loss' });
  svg.append('path').attr('fill', 'none').attr('stroke', 'var(--ring)').attr('stroke-width', 2.2).attr('d', d3.line()(points.map(p => [x(p[0]), y(p[1])])));
  const [from, to] = [around.along[0] / 1.5, d3.max(around.along) / 2].map(b => [x(b), y(around.here + around.slope * b)]);
  svg.append('clipPath').attr('id', 'plot').append('rect').attr('x', left).attr('y', 10).attr('width', width - 10 - left).attr('height', height - 52);
  svg.append('path').attr('clip-path', 'url(#plot)').attr('stroke', 'var(--adjoint-line)').attr('stroke-width', 1.6).attr('stroke-dasharray', '6 4').attr('d', `M${from}L${to}`);
  svg.append('circle').attr('cx', x(0)).attr('cy', y(around.here)).attr('r', 5).attr('fill', 'var(--ink)');
  host.append(element('figure', {}, element('figcaption', {}, twoLevels ? 'Along the hypergradient, all inner updates taken again from where it leads' : 'Along the gradient'), svg.node()),
    element('p', {}, 'Dashed: the straight line with the slope that the gradient promises.'));
}

function landscape(host) {
  const around = data.landscape, twoLevels = around.inner.length > 1;
  if (twoLevels) {
    const width = 460, height = 360, left = 58, n = around.inner.length, rows = around.along.length;
    const flat = around.loss.flat().map(v => typeof v === 'number' ? v : NaN), finite = flat.filter(Number.isFinite);
    const x = d3.scaleLinear().domain(d3.extent(around.inner)).range([left, width - 10]);
    const y = d3.scaleLinear().domain(d3.extent(around.along)).range([height - 42, 10]);
    const [low, high] = [d3.min(finite), d3.quantile(finite.slice().sort(d3.ascending), .98)];
    const levels = d3.range(14).map(i => low + (high - low) * ((i + .5) / 14) ** 1.5);
    const colour = d3.scaleSequential(d3.interpolateViridis).domain([low, high]);
    const svg = chart(`Loss over two directions, from ${number(low)} to ${number(d3.max(finite))}: across, how much of the inner updates; up, how far down the hypergradient`, width, height);
    const place = d3.geoPath(d3.geoTransform({ point(px, py) {
      this.stream.point(x(around.inner[0] + (px - .5) / (n - 1) * (around.inner[n - 1] - around.inner[0])),
        y(around.along[0] + (py - .5) / (rows - 1) * (around.along[rows - 1] - around.along[0])));
    } }));
    svg.append('rect').attr('x', left).attr('y', 10).attr('width', width - 10 - left).attr('height', height - 52).attr('fill', colour(low));
    svg.append('defs').append('clipPath').attr('id', 'within').append('rect').attr('x', left).attr('y', 10).attr('width', width - 10 - left).attr('height', height - 52);
    svg.append('g').attr('clip-path', 'url(#within)').selectAll('path').data(d3.contours().size([n, rows]).thresholds(levels)(flat))
      .join('path').attr('d', place).attr('fill', it => colour(it.value)).attr('stroke', '#fff').attr('stroke-opacity', .35).attr('stroke-width', .6);
    axes(svg, x, y, { height, left, xLabel: 'share of the inner updates (a)', yLabel: 'how far down the hypergradient (b)' });
    const dot = (a, b, text, anchor) => {
      svg.append('circle').attr('cx', x(a)).attr('cy', y(b)).attr('r', 6).attr('fill', '#fff').attr('stroke', '#000').attr('stroke-width', 2);
      svg.append('text').attr('x', x(a)).attr('y', y(b) + 20).attr('text-anchor', anchor).text(text)
        .style('fill', '#fff').style('stroke', '#000').style('stroke-width', 3).style('paint-order', 'stroke');
    };
    svg.append('path').attr('d', `M${x(0)} ${y(0)}H${x(1)}V${y(d3.max(around.along) * .6)}`).attr('fill', 'none').attr('stroke', '#fff').attr('stroke-width', 2).attr('stroke-dasharray', '5 4');
    dot(0, 0, 'no inner update', 'start');
    dot(1, 0, 'where it is', 'middle');
    host.append(element('figure', {}, element('figcaption', {}, 'Loss by how much of the inner updates is taken, and how far x has moved down the hypergradient'), svg.node()),
      element('p', {}, `Dark is low, ${number(low)}; light is ${number(high)} and above.`));
  }
  slice(host, around, twoLevels);
}
