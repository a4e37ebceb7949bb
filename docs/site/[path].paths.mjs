import { extname } from 'node:path'
import { sources, text } from './.vitepress/repository.mjs'

export default {
  paths: () => sources.map(path => ({
    params: { path },
    content: `# \`${path}\`\n\n\`\`\`\`\`${extname(path).slice(1) || 'text'}\n${text(path)}\n\`\`\`\`\`\n`
  }))
}
