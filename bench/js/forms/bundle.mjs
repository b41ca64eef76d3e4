// node bundle.mjs OUT: bundles the engines once, for both hosts; packages as a browser would get them.

import { build } from 'esbuild';

const [out] = process.argv.slice(2);
await build({
  entryPoints: [new URL('./entry.mjs', import.meta.url).pathname],
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  minify: true,
  logLevel: 'error',
  outExtension: { '.js': '.mjs' },
  define: { 'process.env.NODE_ENV': '"production"' },
});
