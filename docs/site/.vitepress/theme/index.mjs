import { Content } from 'vitepress'
import theme, { VPHomeContent, VPHomeFeatures, VPHomeHero } from 'vitepress/theme'
import { h } from 'vue'
import './style.css'

/** The theme's own front page, inside of a main landmark, which that one lacks. */
const front = () => h('main', { class: 'front' }, [h(VPHomeHero), h(VPHomeFeatures), h(VPHomeContent, () => h(Content))])

export default {
  extends: theme,
  enhanceApp: ({ app }) => void app.component('front', front)
}
