/** How every channel's pages are built: nothing inline, so that the content security policy can stay strict. */

import type { UserConfig } from 'vite';

export function pages(base: string): UserConfig {
  return {
    base,
    build: {
      target: 'es2022',
      // Fonts and pictures as files: `data:` addresses are not allowed.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1000,
    },
    server: { proxy: { '/v1': 'http://127.0.0.1:8080' } },
  };
}
