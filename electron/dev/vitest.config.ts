// One run over both halves: the Node side in plain Node, the renderer with its own vite.config.ts.

import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { root } from './paths.ts'
import { steadyWasm } from './steady-wasm.ts'

export default defineConfig({
  root,
  test: {
    projects: [
      {
        test: {
          name: 'electron',
          root: join(root, 'electron'),
          include: ['**/*.test.ts'],
          environment: 'node',
          execArgv: steadyWasm,
        },
      },
      join(root, 'renderer', 'vite.config.ts'),
    ],
  },
})
