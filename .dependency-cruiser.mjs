/** Who may import whom; test/architecture.test.ts and `npm run check` hold the tree to it. */

/** Tests and their fixtures may use what they test from outside, and the helpers of the suite. */
const tests = '(\\.(test|e2e|fixture)\\.ts$|/(test-[a-z-]+|[a-z-]*fixture|sample-files)\\.ts$)'

export default {
  forbidden: [
    {
      name: 'platform-knows-no-domain',
      comment: 'platform/ imports packages and itself only.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: tests },
      to: { path: '^(src|test|bench|scripts|bin)/', pathNot: '^src/platform/' },
    },
    {
      name: 'core-imports-platform-only',
      comment:
        'core/ imports platform/ and itself; what a capability alone needs belongs to that capability.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: [tests, '/web/'] },
      to: { path: '^(src|test|bench|scripts|bin)/', pathNot: '^src/(platform|core)/' },
    },
    {
      name: 'core-pages-know-no-capability',
      comment: 'The pages of core/ are made of the web’s parts and know no capability.',
      severity: 'error',
      from: { path: '^src/core/.+/web/', pathNot: tests },
      to: { path: '^(src|test|bench|scripts|bin)/', pathNot: '^src/(platform|core|web)/' },
    },
    {
      name: 'capabilities-import-downwards',
      comment: 'A capability imports core, platform, its own folder, the web’s parts and other capabilities.',
      severity: 'error',
      from: { path: '^src/capabilities/', pathNot: tests },
      to: { path: '^(src|test|bench|scripts|bin)/', pathNot: '^src/(platform|core|capabilities|web)/' },
    },
    {
      name: 'capabilities-meet-at-the-door',
      comment:
        'Another capability is imported through its index.ts (its web/index.ts from the browser) alone.',
      severity: 'error',
      from: { path: '^src/capabilities/([^/]+)/', pathNot: tests },
      to: {
        path: '^src/capabilities/[^/]+/',
        pathNot: ['^src/capabilities/$1/', '^src/capabilities/[^/]+/(web/)?index\\.tsx?$'],
      },
    },
    {
      name: 'server-stays-out-of-the-browser',
      comment: 'What runs in the browser reaches no server code, not even through a file that both use.',
      severity: 'error',
      from: { path: ['^src/web/', '^src/(core|capabilities)/.+/web/'], pathNot: tests },
      to: { path: '^src/(platform|core/[^/]+\\.ts$)', reachable: true },
    },
    {
      name: 'browser-stays-out-of-the-server',
      comment: 'Server code imports nothing that is made for the browser.',
      severity: 'error',
      from: { path: '^src/(platform|core|capabilities)/', pathNot: ['/web/', tests] },
      to: { path: ['^src/web/', '^src/(core|capabilities)/.+/web/'] },
    },
    {
      name: 'kit-knows-no-domain',
      comment: 'web/kit/ imports packages, the languages and itself: controls that any product could use.',
      severity: 'error',
      from: { path: '^src/web/(kit|i18n)/', pathNot: [tests, '/showcase/serve-showcase\\.ts$'] },
      to: { path: '^(src|test|bench|scripts|bin)/', pathNot: '^src/web/(kit|i18n)/' },
    },
    {
      name: 'shell-knows-no-capability',
      comment: 'The shell is handed the capabilities by the composition root.',
      severity: 'error',
      from: { path: '^src/web/', pathNot: tests },
      to: { path: ['^src/capabilities/', '^src/app/'] },
    },
    {
      name: 'nothing-imports-the-composition-root',
      comment: 'app/ puts everything together, and nothing below may know it.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/app/', tests] },
      to: { path: '^src/app/' },
    },
    {
      name: 'client-stands-alone',
      comment: 'client/ is a package of its own: it imports itself and the one package that it names.',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { pathNot: ['^client/src/', '^node_modules/openapi-fetch/'] },
    },
    {
      name: 'no-circle',
      comment:
        'Files that need each other to load cannot be read in an order. Types may refer to each other.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'every-import-is-there',
      severity: 'error',
      from: { path: '^(src|test|bench|scripts)/' },
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
    {
      name: 'packages-are-declared',
      comment: 'An import of a package that package.json does not name works by accident.',
      severity: 'error',
      from: { path: '^(src|scripts)/', pathNot: [tests, '^scripts/'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
