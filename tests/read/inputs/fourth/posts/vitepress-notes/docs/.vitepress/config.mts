import { defineConfig } from 'vitepress'
export default defineConfig({ title: '北の散歩', lang: 'ja-JP', srcDir: '.' })
