// The generator wants to know the address that a site will stand at; ours should stand at any. So links in the HTML
// are made relative to the page, and the script is told the address as it starts.

export const runtimeAddress = {
  define: { 'import.meta.env.BASE_URL': 'globalThis.SITE_BASE' },
  experimental: {
    renderBuiltUrl: (file, { hostType }) =>
      hostType === 'js' ? { runtime: `globalThis.SITE_BASE+${JSON.stringify(file)}` } : { relative: true }
  },
  plugins: [{
    name: 'search-results-at-any-base',
    enforce: 'post',
    transform(code, id) {
      if (!id.includes('@localSearchIndex') || !code.startsWith('export default "')) return
      return code.replace('export default', 'const index =')
        + ';export default index.replace(/("\\d+":")\\//g, (all, key) => key + globalThis.SITE_BASE)'
    }
  }]
}

// While pages are rendered.
globalThis.SITE_BASE = '/'

export function anyBase(html, file, { page }) {
  const up = page === '404.md' ? '/' : '../'.repeat(page.split('/').length - 1) || './'
  const script = `
    SITE_BASE = new URL(${JSON.stringify(up)}, location.href).pathname;
    __VP_SITE_DATA__.base = SITE_BASE;
    // The script goes from page to page, and what stays must then still lead to the same place.
    for (const it of document.querySelectorAll('a[href]')) it.setAttribute('href', it.href);`
  return html
    .replace(/(<[^<>]*\s(?:href|src)=")\/(?!\/)/g, `$1${up}`)
    .replace('</body>', `<script>${script}</script></body>`)
}
