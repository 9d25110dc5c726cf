import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [svelte()],
  // Under vitest, take Svelte's browser build: the state classes are tested as they run in the window.
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  // tokens.test.ts reads the stylesheet that ships.
  test: { css: true },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // The CSP has no data: fonts, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
