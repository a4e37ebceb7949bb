// What the site is made of: the Markdown of the repository, and the other files that it links to.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** Folders that hold what programs wrote. */
const OUTPUT = new Set(['target', 'node_modules', 'results'])

/** Linked files that are copied as they are; any other one becomes a page that shows its text. */
const DATA = new Set(['.json', '.svg', '.png', '.csv', '.gz'])

function markdown(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(it => {
    const path = join(folder, it.name)
    if (it.name.startsWith('.') || (OUTPUT.has(it.name) && folder !== 'docs')) return []
    return it.isDirectory() ? markdown(path) : it.name.endsWith('.md') && !it.name.includes('[') ? [path] : []
  })
}

export const pages = markdown('').filter(path => !path.startsWith('docs/site/')).sort()

export const text = path => readFileSync(join(root, path), 'utf8')

export const heading = path => /^# (.+)$/m.exec(text(path))?.[1] ?? path

/** The file that a link on a page leads to, and the rest of the link; null for one that leads elsewhere. */
export function linked(page, href) {
  const [, path, rest] = /^([^?#]*)(.*)$/.exec(href)
  if (!path || /^[a-z][a-z0-9+.-]*:/i.test(path)) return null
  return { path: normalize(join(dirname(page), decodeURI(path))), rest }
}

const isFile = path => !path.startsWith('..') && existsSync(join(root, path)) && statSync(join(root, path)).isFile()

export const isSource = path => isFile(path) && extname(path) !== '.md' && !DATA.has(extname(path))

const files = [...new Set(pages.flatMap(page => [...text(page).matchAll(/\]\(([^)\s]+)\)/g)]
  .map(match => linked(page, match[1])?.path)
  .filter(path => path && isFile(path) && extname(path) !== '.md')))].sort()

export const sources = files.filter(isSource)
export const data = files.filter(path => !isSource(path))
