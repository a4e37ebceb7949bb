package org.metabalance.engine.inspect.view;

/** The look of a page and its highlighting. Colours of roles are added by {@link Page}. */
final class PageStyle {
    static final String CSS = """
            :root { color-scheme: light dark; --paper: #fff; --ink: #1b1d21; --quiet: #676c76;
              --rule: #e3e5e9; --raised: #f6f7f9; --bar: #8fa8c8; --bar2: #c9b48a;
              --self: #eef1f6; --operand: #fff0c9; --user: #d9ecfb; }
            @media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #e6e8ec;
              --quiet: #9aa1ad; --rule: #2d3138; --raised: #1e2127; --bar: #5f7fa8;
              --bar2: #8b7846; --self: #262b33; --operand: #4a3d12; --user: #163a57; } }
            * { box-sizing: border-box; }
            body { margin: 0 auto; padding: 2.2rem 2.4rem 5rem; max-width: 110rem; background: var(--paper);
              color: var(--ink); font: clamp(15px, 0.55vw + 8px, 21px)/1.5 system-ui, "Segoe UI", sans-serif; }
            h1 { font-size: 1.7rem; font-weight: 650; letter-spacing: -0.01em; margin: 0 0 1rem; }
            h2 { font-size: 1rem; font-weight: 600; margin: 2rem 0 .5rem; }
            p { margin: .3rem 0; color: var(--quiet); font-size: .85rem; }
            p + svg { margin-top: .6rem; }
            dl { display: flex; flex-wrap: wrap; gap: .9rem 2.4rem; margin: 0 0 1.4rem; }
            dt { font-size: .78rem; color: var(--quiet); } dd { margin: 0; font-size: 1.25rem;
              font-variant-numeric: tabular-nums; }
            .legend { display: flex; flex-wrap: wrap; gap: .4rem 1.3rem; margin: 0 0 1rem; font-size: .85rem; }
            .legend span::before { content: ""; display: inline-block; width: .85em; height: .85em;
              margin-right: .45em; vertical-align: -.08em; border-radius: .2em;
              background: var(--fill); border: 1.5px solid var(--line); }
            .legend .mark::before { border-color: transparent; }
            .operand-mark { --fill: var(--operand); } .user-mark { --fill: var(--user); }
            input { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--rule);
              border-radius: .4rem; padding: .3rem .7rem; width: min(24rem, 100%); }
            svg.memory { display: block; width: 100%; height: 15rem; background: var(--raised);
              border: 1px solid var(--rule); border-radius: .4rem; }
            svg.memory rect { fill: var(--fill); stroke: var(--line); stroke-width: 1; opacity: .9;
              vector-effect: non-scaling-stroke; }
            svg.memory rect.self, svg.memory rect.operand { stroke-width: 3; opacity: 1; }
            svg.memory rect.operand { fill: var(--operand); }
            table { border-collapse: collapse; width: 100%; font-size: .9rem; margin-top: .6rem; }
            th { text-align: left; font-weight: 600; font-size: .78rem; color: var(--quiet);
              position: sticky; top: 0; background: var(--paper); padding: .5rem .6rem .4rem;
              border-bottom: 1px solid var(--rule); white-space: nowrap; z-index: 1; }
            td { padding: .32rem .6rem; vertical-align: top; border-bottom: 1px solid var(--rule); }
            tr { scroll-margin: 4rem; }
            tbody tr { border-left: .32rem solid var(--line); outline: none; cursor: default; }
            tr.self td { background: var(--self); } tr.operand td { background: var(--operand); }
            tr.user td { background: var(--user); } tr.pinned td:first-child { font-weight: 700; }
            tr.hidden { display: none; }
            tr.scope th { position: static; font-size: .85rem; padding-top: 1rem; color: var(--ink);
              white-space: normal; }
            .n { text-align: right; color: var(--quiet); font-variant-numeric: tabular-nums; }
            code { font: .95em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
              white-space: pre-wrap; overflow-wrap: anywhere; display: block; }
            code b { font-weight: 650; }
            .quiet { color: var(--quiet); } .formulas { min-width: 20em; }
            .short code { white-space: pre; overflow-wrap: normal; }
            .bar div { display: grid; grid-template-columns: 4.4rem 3rem; align-items: center; gap: .6rem;
              text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; font-size: .88em; }
            .bar i { display: block; height: .55rem; border-radius: .15rem; background: var(--bar);
              min-width: 2px; }
            .bar.moved i { background: var(--bar2); }
            @media print { input { display: none; } body { padding: 0; } th { position: static; } }
            """;

    static final String SCRIPT = """
            const rows = new Map([...document.querySelectorAll('tr[id]')].map(r => [r.id, r]));
            const inputs = r => (r.dataset.in || '').split(' ').filter(s => rows.has(s));
            const users = new Map();
            for (const [id, r] of rows) for (const i of inputs(r)) users.set(i, [...(users.get(i) || []), id]);
            let pinned = null, marked = [];
            const mark = (id, style) => {
              for (const e of [rows.get(id), ...document.querySelectorAll('rect[data-row="' + id + '"]')]) {
                e.classList.add(style); marked.push([e, style]); } };
            const show = id => {
              marked.forEach(([e, style]) => e.classList.remove(style)); marked = [];
              if (!id) return;
              inputs(rows.get(id)).forEach(i => mark(i, 'operand'));
              (users.get(id) || []).forEach(i => mark(i, 'user'));
              mark(id, 'self'); };
            const pin = id => {
              if (pinned) rows.get(pinned).classList.remove('pinned');
              pinned = pinned === id ? null : id;
              if (pinned) rows.get(pinned).classList.add('pinned');
              show(pinned || id); };
            const watch = (e, id) => {
              e.addEventListener('mouseenter', () => pinned || show(id));
              e.addEventListener('mouseleave', () => pinned || show(null)); };
            for (const [id, r] of rows) {
              watch(r, id);
              r.addEventListener('focus', () => pinned || show(id));
              r.addEventListener('click', () => getSelection().isCollapsed && pin(id)); }
            document.querySelectorAll('rect[data-row]').forEach(e => {
              watch(e, e.dataset.row);
              e.addEventListener('click', () => {
                if (pinned !== e.dataset.row) pin(e.dataset.row);
                rows.get(e.dataset.row).scrollIntoView({block: 'center'}); }); });
            addEventListener('keydown', e => {
              if (e.key === 'Escape' && pinned) pin(pinned);
              if (e.key === 'Enter' && rows.has(document.activeElement.id)) pin(document.activeElement.id); });
            document.querySelector('input').addEventListener('input', e => {
              const wanted = e.target.value.toLowerCase();
              const text = r => (r.textContent + ' ' + (r.dataset.scope || '')).toLowerCase();
              for (const r of rows.values()) r.classList.toggle('hidden', !text(r).includes(wanted));
              document.querySelectorAll('tr.scope').forEach(r => r.classList.toggle('hidden', wanted)); });
            if (rows.has(location.hash.slice(1))) pin(location.hash.slice(1));
            """;

    private PageStyle() {}
}
