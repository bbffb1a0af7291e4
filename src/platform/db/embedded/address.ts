import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Account, canEnter, give } from './account.ts'

/** A socket's folder (an absolute path) or a host name, and the port. */
export type Address = { host: string; port: number }

// The path of a socket ends at 104 bytes on macOS and 108 on Linux, the closing zero included.
const socket_path_bytes_max = 103
const temporaryPrefix = 'wardline-db-'

/**
 * Chooses where the server listens: on a socket in a folder that only its user and root may enter. On
 * Windows, where other programs cannot be kept from a socket's folder this way, on a free port of 127.0.0.1.
 */
export async function chooseAddress({
  account,
  dataDir,
}: {
  account: Account
  dataDir: string
}): Promise<Address> {
  if (process.platform === 'win32') return { host: '127.0.0.1', port: await findFreePort() }
  const inside = join(dataDir, 'run')
  if (isFitForSocket(inside)) {
    await mkdir(inside, { recursive: true, mode: 0o700 })
    await give(account, inside)
    return { host: inside, port: 5432 }
  }
  const parent =
    [tmpdir(), '/tmp'].find((folder) => isFitForSocket(`${folder}/${temporaryPrefix}XXXXXX`)) ?? '/tmp'
  const outside = await mkdtemp(join(canEnter(account, parent) ? parent : '/tmp', temporaryPrefix))
  await give(account, outside)
  return { host: outside, port: 5432 }
}

/** Removes the socket's folder when it is a temporary one. */
export async function removeAddress(host: string): Promise<void> {
  if (host.startsWith('/') && basename(host).startsWith(temporaryPrefix)) {
    await rm(host, { recursive: true, force: true })
  }
}

// PostgreSQL reads a list of folders, in which commas and quotes have a meaning.
function isFitForSocket(folder: string): boolean {
  return Buffer.byteLength(`${folder}/.s.PGSQL.5432`) <= socket_path_bytes_max && /^[\w./+-]+$/.test(folder)
}

function findFreePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('No port.')),
      )
    })
  })
}
