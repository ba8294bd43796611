import { defineConfig } from 'vitepress'
export default defineConfig({ title: 'Hinter dem Deich' })
