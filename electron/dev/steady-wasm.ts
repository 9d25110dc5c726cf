/**
 * Options for a Node that runs TypeScript in threads. Node strips types with WebAssembly, and V8 13 aborts the process,
 * rarely, when it replaces the wrappers around it while threads come and go (`Check failed: jit_page.has_value()`,
 * nodejs/node 64500). So the wrappers stay as they are first made. A later V8 may not know the option.
 */
export const steadyWasm = process.versions.v8.startsWith('13.')
  ? ['--wasm-wrapper-tiering-budget=1000000000']
  : []
