// Writes wardline.cdx.json, the list of what is shipped (CycloneDX), or the file that is named.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const target = resolve(process.argv[2] ?? 'wardline.cdx.json')
// npm's own way to leave out tools leaves out, too, what both the product and a tool need.
const made = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
if (made.status !== 0) {
  process.stderr.write(made.stderr)
  process.exit(1)
}
const list = JSON.parse(made.stdout)
const isTool = ({ properties = [] }) =>
  properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true')
list.components = list.components.filter((each) => !isTool(each))
const kept = new Set([list.metadata.component['bom-ref'], ...list.components.map((each) => each['bom-ref'])])
list.dependencies = list.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map((each) => ({ ...each, dependsOn: each.dependsOn.filter((ref) => kept.has(ref)) }))
writeFileSync(target, JSON.stringify(list, null, 2))
process.stdout.write(`${target}: ${list.components.length} packages.\n`)
