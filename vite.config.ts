import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The browsers of a hospital image may be two years old; these are the releases of that age. */
const BROWSERS = ['chrome128', 'edge128', 'firefox128', 'safari17.6']

/**
 * The production build has one entry, index.html, and leaves hashed assets in dist/web.
 * No script is written into a page, so that the server can send `script-src 'self'`.
 * The editor, the charts and the Markdown renderer come by dynamic import, hence in chunks of their own.
 */
export default defineConfig({
  plugins: [react()],
  publicDir: 'src/web/kit/public',
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: BROWSERS,
    // An inlined asset would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // React and the router change seldom: a release of ours leaves them in the browser's cache.
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack[\\/](react-router|router-core|history|react-query|query-core|store|react-store))[\\/]/,
            },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': { target: 'http://127.0.0.1:8080', changeOrigin: false },
    },
  },
})
