import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  resolve: {
    alias: { $lib: new URL('./src/lib', import.meta.url).pathname },
    // Under vitest the browser build of Svelte must be taken, not the server one.
    ...(mode === 'test' ? { conditions: ['browser'] } : {}),
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
  build: { target: ['es2023', 'safari17.5', 'chrome123'], assetsInlineLimit: 0, chunkSizeWarningLimit: 700 },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test-setup.ts'],
    include: ['src/**/*.test.ts'],
    testTimeout: 20_000,
    restoreMocks: true,
  },
}));
