/** What the documents say of settings and commands is what the code knows. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import ts from 'typescript'
import { loadConfig } from '../src/platform/config/config.ts'

const root = resolve(import.meta.dirname, '..')
const operate = readFileSync(join(root, 'docs/operate.md'), 'utf8')

/** The settings of the code: variable → field, and whether it may be given as a file. */
function settings(): Map<string, { field: string; mayBeFile: boolean }> {
  const text = readFileSync(join(root, 'src/platform/config/config.ts'), 'utf8')
  const tree = ts.createSourceFile('config.ts', text, ts.ScriptTarget.ESNext, true)
  const found = new Map<string, { field: string; mayBeFile: boolean }>()
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement) || !statement.getText(tree).startsWith('const schema')) continue
    const call = statement.declarationList.declarations[0]?.initializer
    const object = call && ts.isCallExpression(call) ? call.arguments[0] : undefined
    assert.ok(object && ts.isObjectLiteralExpression(object))
    for (const property of object.properties) {
      const source = property.getText(tree)
      const variable = /(?:variable: |databaseAddress\(|filePath\(|whole\(|hosts\(\s*)'([A-Z_]+)'/.exec(
        source,
      )?.[1]
      assert.ok(variable, source)
      found.set(variable, {
        field: property.name?.getText(tree) ?? '',
        mayBeFile: source.includes('orFile: true'),
      })
    }
  }
  return found
}

/** The rows of the table of settings. */
function described(): { name: string; mayBeFile: boolean; given: string }[] {
  const rows = [...operate.matchAll(/^\| `([A-Z_]+)`( \*)? \| (.*?) \|/gm)]
  return rows.map(([, name = '', star, given = '']) => ({ name, mayBeFile: star !== undefined, given }))
}

test('The table of settings names every setting, and none that is not there, with its default.', () => {
  const known = settings()
  const rows = described()
  assert.ok(known.size >= 18)
  assert.deepEqual(rows.map(({ name }) => name).sort(), [...known.keys()].sort())
  const dataDir = mkdtempSync(join(tmpdir(), 'wardline-documents-'))
  try {
    const config = loadConfig({ WARDLINE_DATA_DIR: dataDir }) as Record<string, unknown>
    for (const { name, given, mayBeFile } of rows) {
      const setting = known.get(name)
      assert.equal(mayBeFile, setting?.mayBeFile, `whether ${name} may be a file`)
      // Both are made for each installation.
      if (name === 'WARDLINE_SECRET' || name === 'WARDLINE_DATA_DIR') continue
      const value = config[setting?.field ?? '']
      const isNothing = value === undefined || (Array.isArray(value) && value.length === 0)
      const expected = isNothing ? '–' : String(typeof value === 'boolean' ? Number(value) : value)
      assert.equal(given, expected, `the default of ${name}`)
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('The table of commands names every command, and none that is not there.', () => {
  const { stdout } = spawnSync(process.execPath, [join(root, 'src/app/cli.ts')], { encoding: 'utf8' })
  const known = [...stdout.matchAll(/^ {2}(\w+) {2,}/gm)].map(([, name]) => name)
  const named = [...operate.matchAll(/^\| `wardline (\w+)/gm)].map(([, name]) => name)
  assert.ok(known.length >= 6)
  assert.deepEqual(named.sort(), known.sort())
})

test('Every schema of the API’s own description is one by the rules that OpenAPI 3.1 follows.', () => {
  const ajv = new Ajv2020({ strict: false })
  const document = JSON.parse(readFileSync(join(root, 'api/openapi.json'), 'utf8'))
  let schemas = 0
  const walk = (value: unknown, place: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'schema') {
        schemas++
        // A tuple written as in older drafts, with a list under `items`, fails here.
        assert.ok(ajv.validateSchema(inner), `${place}: ${ajv.errorsText(ajv.errors)}`)
      } else walk(inner, `${place}/${key}`)
    }
  }
  walk(document.paths, '')
  assert.ok(schemas > 300, `${schemas} schemas`)
  assert.equal(ajv.validateSchema({ type: 'array', items: [{ type: 'integer' }] }), false)
})

test('Each case that must be survived names its tests, which are there, or says what is not built.', () => {
  const security = readFileSync(join(root, 'docs/security.md'), 'utf8')
  const rows = [...security.matchAll(/^\| (\d{1,2}|[A-K]) \| [^|]+ \| (.*) \|$/gm)]
  const cases = [...Array.from({ length: 25 }, (_, index) => String(index + 1)), ...'ABCDEFGHIJK']
  assert.deepEqual(
    rows.map(([, name]) => name),
    cases,
  )
  for (const [, name, where = ''] of rows) {
    if (where.startsWith('Not built: ')) continue
    let file = ''
    let named = 0
    for (const [, path, sentence] of where.matchAll(/`([^`]+)`|“([^”]+)”/g)) {
      if (path !== undefined) file = readFileSync(join(root, path), 'utf8')
      else named += Number(file.includes(`'${sentence}'`) || file.includes(`\`${sentence}\``))
    }
    assert.equal(named, where.split('“').length - 1, `case ${name} names a test that is not there: ${where}`)
    assert.ok(named > 0, `case ${name}`)
  }
  for (const [path] of security.matchAll(/(?:src|test|bench)\/[\w/.-]+\.(?:ts|md)/g))
    assert.ok(readFileSync(join(root, path), 'utf8').length > 0, path)
})
