/** The rules of the tree that no compiler knows. What it forbids and why is written beside each rule. */
import assert from 'node:assert/strict'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { before, test } from 'node:test'
import type { ICruiseResult } from 'dependency-cruiser'
import ts from 'typescript'
import { generateAll } from '../scripts/generated-files.ts'
import { readMigrations } from '../src/platform/db/migrate.ts'
import { debts, foreignSql } from './debts.ts'

const root = resolve(import.meta.dirname, '..')

/** What twenty capabilities share has to stay small enough to be read; pages, tests and demo data aside. */
const core_lines_max = 12_150
const file_lines_max = 300
const function_lines_max = 70

type Source = { path: string; text: string; tree: ts.SourceFile }
let sources: Source[]
let product: Source[]

before(() => {
  const paths = globSync(
    [
      'src/**/*.{ts,tsx}',
      'test/**/*.ts',
      'bench/**/*.ts',
      'scripts/**/*.ts',
      'client/*.ts',
      'client/src/*.ts',
    ],
    {
      cwd: root,
    },
  )
  sources = paths
    .filter((path) => !path.endsWith('.generated.ts'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true) }
    })
  product = sources.filter(({ path }) => path.startsWith('src/') && !isTest(path))
})

test('Every import points the permitted way.', async () => {
  // Imported here, since their top-level await would keep this file from being loaded together with others.
  const { cruise } = await import('dependency-cruiser')
  const { default: extractOptions } = await import('dependency-cruiser/config-utl/extract-depcruise-options')
  const options = await extractOptions(join(root, '.dependency-cruiser.mjs'))
  const { output } = await cruise(['src', 'test', 'bench', 'scripts', 'client/src'], {
    ...options,
    baseDir: root,
  })
  const { summary, modules } = output as ICruiseResult
  const found = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  none(found.sort())
  assert.ok(modules.length > 300, `${modules.length} files were read`)
  none(circles(modules))
})

/** Circles between capabilities, tests aside. */
function circles(modules: ICruiseResult['modules']): string[] {
  const capabilityOf = (path: string) => /^src\/capabilities\/([^/]+)\//.exec(path)?.[1]
  const needs = new Map<string, Set<string>>()
  for (const { source, dependencies } of modules) {
    const from = capabilityOf(source)
    if (!from || isTest(source)) continue
    for (const { resolved } of dependencies) {
      const to = capabilityOf(resolved)
      if (to && to !== from) needs.set(from, (needs.get(from) ?? new Set()).add(to))
    }
  }
  const reaches = (from: string, wanted: string, seen = new Set<string>()): boolean =>
    [...(needs.get(from) ?? [])].some((next) => {
      if (next === wanted) return true
      if (seen.has(next)) return false
      return reaches(next, wanted, seen.add(next))
    })
  return [...needs.keys()]
    .filter((name) => reaches(name, name))
    .map((name) => `${name} needs itself in a circle`)
}

test("SQL in a capability touches its own schema and the core's, and in the core the core's.", async () => {
  const migrations = await readMigrations(join(root, 'db/migrations'))
  const made = migrations.flatMap(({ sql }) => [
    ...sql.matchAll(/^create (?:table|view)(?: if not exists)? ([a-z_]+\.[a-z_]+)/gm),
  ])
  const tables = new Set(made.map(([, name]) => name as string))
  assert.ok(tables.size > 40)
  const found: string[] = []
  for (const { path, tree } of product) {
    const allowed = schemasOf(path)
    if (!allowed) continue
    visit(tree, (node) => {
      if (
        !ts.isStringLiteralLike(node) &&
        !ts.isTemplateHead(node) &&
        !ts.isTemplateMiddleOrTemplateTail(node)
      )
        return
      for (const [name, schema = ''] of node.text.matchAll(/\b([a-z_]+)\.[a-z_]+\b/g))
        if (tables.has(name) && !allowed.includes(schema) && schema !== 'reporting')
          if (!foreignSql.some((folder) => path.startsWith(folder))) found.push(`${at(node, tree)} ${name}`)
    })
  }
  none(found)
})

/** The schemas that a file may name; undefined where everything may be named. */
function schemasOf(path: string): string[] | undefined {
  const [, layer, folder = ''] = path.split('/')
  if (layer === 'platform') return ['platform']
  if (layer === 'core') return ['core', 'platform']
  if (layer === 'capabilities') return ['core', 'platform', folder]
  return layer === 'app' ? undefined : []
}

test('The core stays small.', () => {
  const core = product.filter(({ path }) => path.startsWith('src/core/') && !/\/(web|demo)\//.test(path))
  const lines = core.reduce((sum, { text }) => sum + linesOf(text), 0)
  assert.ok(
    lines <= core_lines_max,
    `core/ has ${lines} lines and may have ${core_lines_max}. What one capability alone needs belongs there.`,
  )
})

test('A file has at most 300 lines and a function at most 70.', () => {
  const found: string[] = []
  for (const { path, text, tree } of product) {
    if (linesOf(text) > (debts[path]?.file ?? file_lines_max))
      found.push(`${path} has ${linesOf(text)} lines`)
    visit(tree, (node) => {
      if (!ts.isFunctionLike(node)) return
      const lines = linesOf(node.getText(tree))
      if (lines > (debts[path]?.function ?? function_lines_max))
        found.push(`${at(node, tree)} is a function of ${lines} lines`)
    })
  }
  none(found)
})

test('A debt that was paid is struck off the list.', () => {
  const idle: string[] = []
  for (const [path, debt] of Object.entries(debts)) {
    const source = product.find((each) => each.path === path)
    if (!source) {
      idle.push(`${path} is gone`)
      continue
    }
    if (debt.file !== undefined && linesOf(source.text) <= file_lines_max) idle.push(`${path} is short again`)
    if (debt.function !== undefined && longestFunction(source.tree) <= function_lines_max)
      idle.push(`${path} has short functions again`)
  }
  none(idle)
})

function longestFunction(tree: ts.SourceFile): number {
  let longest = 0
  visit(tree, (node) => {
    if (ts.isFunctionLike(node)) longest = Math.max(longest, linesOf(node.getText(tree)))
  })
  return longest
}

test('The code runs without a build, hides no type and leaves no loose end.', () => {
  const found: string[] = []
  for (const { path, text, tree } of sources) {
    const loose = /\b(TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/.exec(text)
    if (loose) found.push(`${path} ${loose[0]}`)
    visit(tree, (node) => {
      const flaw = flawOf(node, path)
      if (flaw) found.push(`${at(node, tree)} ${flaw}`)
    })
  }
  none(found)
})

function flawOf(node: ts.Node, path: string): string | undefined {
  if (ts.isEnumDeclaration(node)) return 'declares an enum'
  if (
    ts.isModuleDeclaration(node) &&
    !(node.flags & ts.NodeFlags.GlobalAugmentation) &&
    !ts.isStringLiteral(node.name)
  )
    return 'declares a namespace'
  if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent))
    return 'declares a parameter property'
  if (node.kind === ts.SyntaxKind.AnyKeyword && path.startsWith('src/') && !isTest(path)) return 'says any'
  if (ts.isExportAssignment(node) && path.startsWith('src/')) return 'exports a default'
  if (
    ts.isCallExpression(node) &&
    isTest(path) &&
    /^(test|it|describe|suite)\.(only|skip|todo)$/.test(node.expression.getText())
  )
    return 'leaves a test out'
  return undefined
}

test('No file is called after what it does not say: utils, helpers, manager, service.', () => {
  const paths = globSync('src/**/*.{ts,tsx}', { cwd: root })
  none(
    paths.filter((path) =>
      /(^|[/._-])(utils?|helpers?|managers?|services?)([/._-]|$)/i.test(
        path.replaceAll(/([a-z])([A-Z])/g, '$1-$2'),
      ),
    ),
  )
})

test('Every word that a person reads comes from the language files.', () => {
  const found: string[] = []
  for (const { tree } of product.filter(
    ({ path }) => path.endsWith('.tsx') && !path.endsWith('/Showcase.tsx'),
  ))
    visit(tree, (node) => {
      if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text))
        found.push(`${at(node, tree)} ${node.text.trim()}`)
      const isRead =
        ts.isJsxAttribute(node) &&
        /^(aria-label|aria-description|title|label|placeholder|alt|description)$/.test(
          node.name.getText(tree),
        )
      const value =
        isRead && node.initializer && ts.isStringLiteral(node.initializer) ? node.initializer.text : ''
      if (/\p{L}{2,}/u.test(value)) found.push(`${at(node, tree)} ${value}`)
    })
  none(found.filter((line) => !line.startsWith('src/web/kit/showcase/') && !line.endsWith(' Wardline')))
})

test('Every language file has its Spanish twin with the same words to say.', () => {
  const found: string[] = []
  const files = globSync('src/**/{en,es}.json', { cwd: root })
  const folders = [...new Set(files.map((path) => dirname(path)))].sort()
  assert.ok(folders.length >= 4)
  for (const folder of folders) {
    const [english, spanish] = ['en', 'es'].map((language) => keysOf(join(root, folder, `${language}.json`)))
    for (const key of english ?? []) if (!spanish?.has(key)) found.push(`${folder}/es.json lacks ${key}`)
    for (const key of spanish ?? []) if (!english?.has(key)) found.push(`${folder}/en.json lacks ${key}`)
  }
  none(found)
})

function keysOf(path: string): Set<string> {
  if (!existsSync(path)) return new Set()
  const keys = (value: unknown, prefix: string): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, each]) => keys(each, prefix ? `${prefix}.${key}` : key))
      : [prefix]
  return new Set(keys(JSON.parse(readFileSync(path, 'utf8')), ''))
}

test('The generated files are those that `npm run generate` writes now.', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-generate-'))
  try {
    const files = Object.entries(await generateAll(dataDir))
    none(
      files
        .filter(([path, content]) => readFileSync(join(root, path), 'utf8') !== content)
        .map(([path]) => `${path} is stale`),
    )
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

function isTest(path: string): boolean {
  return /\.(test|e2e|fixture)\.tsx?$|\/(fixture|sample-files|test-[a-z-]+)\.ts$|^(test|bench|scripts)\//.test(
    path,
  )
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}

function at(node: ts.Node, tree: ts.SourceFile): string {
  return `${tree.fileName}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`
}

function linesOf(text: string): number {
  return text.trimEnd().split('\n').length
}

function none(found: string[]): void {
  assert.equal(found.length, 0, `${found.length} breaches:\n  ${found.join('\n  ')}`)
}
