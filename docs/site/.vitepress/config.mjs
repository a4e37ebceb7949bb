import { cpSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { slug } from 'github-slugger'
import { anyBase, runtimeAddress } from './any-base.mjs'
import { data, heading, isSource, linked, pages, root } from './repository.mjs'

const api = process.env.SITE_API
const outDir = process.env.SITE_OUT ?? join(root, 'target/site')

const entry = (path, name) => ({ text: name ?? heading(path), link: '/' + path.replace(/\.md$/, '') })
const below = (folder, pattern = /[^/]*/) => pages.filter(path =>
  path.startsWith(folder + '/') && pattern.exec(path.slice(folder.length + 1))?.[0] === path.slice(folder.length + 1))

const START = { 'README.md': 'Getting started', 'CHANGELOG.md': 'Changes' }
const PERFORMANCE = ['docs/performance.md', 'benchmarks/README.md', 'docs/large-data.md']
const INSIDE = ['docs/architecture.md', 'docs/conventions.md', 'docs/conformance.md', 'CONTRIBUTING.md']
const chapters = below('docs/course', /\d.*/)
const reports = below('docs/results', /[^/]+\/[^/]+/)

/** A page that no other group has is a guide: a new text needs no line here. */
const named = new Set([
  ...Object.keys(START), ...PERFORMANCE, ...INSIDE, ...below('docs/course', /.*/), ...reports, 'docs/results.md'])
const guides = pages.filter(path => !named.has(path))

const sidebar = [
  { text: 'Start', items: Object.entries(START).map(([path, name]) => entry(path, name)) },
  {
    text: 'Course',
    items: [
      entry('docs/course/README.md', 'Contents'),
      ...chapters.map(path => ({
        ...entry(path),
        collapsed: true,
        items: [entry(`docs/course/solutions/${basename(path).slice(0, 2)}.md`, 'Solutions')]
      }))
    ]
  },
  { text: 'Guides', items: guides.map(path => entry(path)) },
  {
    text: 'Results',
    items: [
      entry('docs/results.md', 'What was found'),
      ...reports.map(path => entry(path, `Study: ${basename(dirname(path))}`))
    ]
  },
  { text: 'Performance', items: PERFORMANCE.map(path => entry(path)) },
  { text: 'Inside', items: INSIDE.map(path => entry(path)) }
]

/** Texts stand outside of the folder that has the packages they become programs with. */
const packages = {
  name: 'packages-of-the-site',
  enforce: 'pre',
  resolveId(source) {
    return /^vue(\/|$)/.test(source) ? this.resolve(source, join(root, 'docs/site/index.md'), { skipSelf: true }) : null
  }
}

export default {
  title: 'MetaBalance for Java',
  description: 'Learning from class-imbalanced data with exact gradients of gradients',
  lang: 'en-GB',
  srcDir: root,
  srcExclude: ['**/target/**', 'results/**'],
  rewrites: path => path.replace(/^docs\/site\//, ''),
  outDir,
  vite: {
    ...runtimeAddress,
    plugins: [packages, ...runtimeAddress.plugins],
    publicDir: false,
    build: { chunkSizeWarningLimit: 5000 }
  },
  transformHtml: anyBase,
  markdown: {
    // Texts are written for every reader of Markdown: no HTML, no guessed links, no braces with a meaning.
    html: false,
    linkify: false,
    attrs: { disable: true },
    anchor: { slugify: text => slug(text) },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      for (const rule of ['text', 'code_inline', 'code_block']) {
        const plain = md.renderer.rules[rule]
        md.renderer.rules[rule] = (...of) => plain(...of).replaceAll('{{', '&#123;&#123;')
      }
      md.core.ruler.push('files', state => {
        for (const token of state.tokens.flatMap(it => it.children ?? [])) {
          if (token.type !== 'link_open') continue
          const href = token.attrGet('href')
          const link = linked(state.env.relativePath, href)
          // Relative, as all links in texts are: those from the root would not know the address of the site.
          if (link && isSource(link.path)) token.attrSet('href', href.replace(/[?#].*|$/, rest => `.html${rest}`))
        }
      })
      // The corner of a table is no heading of anything.
      md.core.ruler.push('corners', ({ tokens }) => tokens.forEach((it, i) => {
        if (it.type === 'th_open' && !tokens[i + 1].content) it.tag = tokens[i + 2].tag = 'td'
      }))
    }
  },
  themeConfig: {
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    nav: [
      { text: 'Start', link: '/README' },
      { text: 'Course', link: '/docs/course/README' },
      { text: 'Results', link: '/docs/results' },
      { text: 'Performance', link: '/docs/performance' },
      ...(api ? [{ text: 'Javadoc', link: '/api/index.html', target: '_self' }] : [])
    ],
    docFooter: { prev: 'Before', next: 'Next' },
    footer: { message: 'Apache License 2.0' }
  },
  buildEnd() {
    for (const path of data) cpSync(join(root, path), join(outDir, path))
    if (api) cpSync(api, join(outDir, 'api'), { recursive: true })
  }
}
