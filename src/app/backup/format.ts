/**
 * What a backup consists of. It is a tar archive, compressed with Zstandard:
 *
 *   wardline-backup.json        the header below
 *   tables/core.person/000001   the rows of a table as COPY text, cut into parts
 *   queue/000001                the jobs that wait, in the same way
 *   files/<key>                 a stored file
 *   manifest.json               counts and the seal over everything before it
 *
 * After each part comes <part>.sha256 in the form of sha256sum. The manifest holds the chain of all of them, so
 * that no part can be missing, doubled or in another place, and is itself sealed with the installation's secret.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { CommandError } from '../command-error.ts'

export const headerName = 'wardline-backup.json'
export const manifestName = 'manifest.json'
export const queueName = 'queue'
/** A part of a table is held in memory, once by who writes it and once by who reads it. */
export const part_bytes_max = 4 * 1024 ** 2
/** Header and manifest are read whole. */
export const document_bytes_max = 4 * 1024 ** 2

const name = Type.String({ pattern: '^[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*$' })
const column = Type.String({ pattern: '^[a-z_][a-z0-9_]*$' })
const sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const Header = Type.Object({
  format: Type.Literal(1),
  version: Type.String(),
  made_at: Type.String(),
  postgres: Type.Integer(),
  /** The first month of the timeline that has a partition of its own. */
  first_month: Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-01$' }), Type.Null()]),
  migrations: Type.Array(Type.Object({ name: Type.String(), sha256 })),
  tables: Type.Array(Type.Object({ name, columns: Type.Array(column) })),
  /** Tells whether a secret is the one of the installation, and nothing about it. */
  secret_mark: Type.String(),
})
export type Header = Static<typeof Header>

export const Manifest = Type.Object({
  parts: Type.Integer(),
  files: Type.Integer(),
  /** Attachments whose file was not there any more. */
  files_missing: Type.Integer(),
  file_bytes: Type.Integer(),
  rows: Type.Record(Type.String(), Type.Integer()),
  jobs: Type.Integer(),
  sequences: Type.Array(
    Type.Object({ name, value: Type.String({ pattern: '^-?\\d+$' }), is_called: Type.Boolean() }),
  ),
  chain: sha256,
  seal: Type.String(),
})
export type Manifest = Static<typeof Manifest>

/** Follows the parts of a backup; the digest depends on their names, their contents and their order. */
export function createChain() {
  const hash = createHash('sha256')
  let parts = 0
  return {
    add(part: string, digest: string) {
      parts++
      hash.update(`${digest}  ${part}\n`)
    },
    end: () => ({ parts, chain: hash.digest('hex') }),
  }
}

export function markOf(secret: string): string {
  return createHmac('sha256', secret).update('the secret of this backup').digest('base64url')
}

export function sealOf(secret: string, manifest: Omit<Manifest, 'seal'>): string {
  const { seal: _seal, ...sealed } = manifest as Manifest
  const sorted = Object.entries(sealed).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha256', secret).update(JSON.stringify(sorted)).digest('base64url')
}

export function isSealedBy(secret: string, manifest: Manifest): boolean {
  const expected = Buffer.from(sealOf(secret, manifest))
  const found = Buffer.from(manifest.seal)
  return expected.length === found.length && timingSafeEqual(expected, found)
}

export function parseHeader(text: string): Header {
  return parse(Header, text, 'This backup was made by a newer version of Wardline, or is not one.')
}

export function parseManifest(text: string): Manifest {
  return parse(Manifest, text, 'The manifest of the backup cannot be read.')
}

function parse<T extends TSchema>(schema: T, text: string, refusal: string): Static<T> {
  try {
    const value: unknown = JSON.parse(text)
    if (Value.Check(schema, value)) return value as Static<T>
  } catch {
    // Text that is no JSON is refused like JSON of another form.
  }
  throw new CommandError(refusal)
}
