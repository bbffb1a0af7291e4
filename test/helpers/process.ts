/** Wardline as its own process, as an operator runs it: started, killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { resolve } from 'node:path'
import type pg from 'pg'
import { hashPassword } from '../../src/core/people/password.ts'
import { newId } from '../../src/platform/id/id.ts'
import { type Answer, password } from './server.ts'

const cli = resolve(import.meta.dirname, '../../src/app/cli.ts')
const ready_ms_max = 60_000

export type Running = {
  /** Where it listens; empty for a worker. */
  url: string
  child: ChildProcess
  /** Ends it at once, without a word of warning. */
  kill(): Promise<void>
  /** Asks it to stop and waits. */
  stop(): Promise<number | null>
}

/**
 * Starts a command of the product and waits until it says that it is ready.
 * @param fileBytesMax how large a file the process may write at most, as if the disk were full beyond that
 */
export async function startProcess(
  command: 'start' | 'server' | 'worker',
  env: Record<string, string>,
  options: { fileBytesMax?: number } = {},
): Promise<Running> {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  // Tests ask as fast as they can.
  const own = { PORT: '0', LOG_LEVEL: 'error', WARDLINE_REQUESTS_A_MINUTE: '0' }
  const all = { PATH, NODE_COMPILE_CACHE, ...own, ...env }
  const limit =
    options.fileBytesMax === undefined ? '' : `ulimit -f ${Math.floor(options.fileBytesMax / 512)}; `
  const child = limit
    ? spawn('sh', ['-c', `${limit}exec "$0" "$@"`, process.execPath, cli, command], { env: all })
    : spawn(process.execPath, [cli, command], { env: all })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      text += chunk
    })
  const ended = once(child, 'close')
  const started_ms = Date.now()
  while (!/ is ready( at \S+)?\.?\n/.test(text)) {
    if (child.exitCode !== null || Date.now() - started_ms > ready_ms_max) {
      child.kill('SIGKILL')
      throw new Error(`wardline ${command} did not start: ${text}`)
    }
    await new Promise((done) => setTimeout(done, 20))
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
    return child.exitCode
  }
  return {
    url: /ready at (\S+)/.exec(text)?.[1] ?? '',
    child,
    kill: async () => {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}

export type RemoteClient = {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  cookie: string
}

/** Signs in over the network; `at` answers where the server is now. */
export async function signInAt(at: () => string, email: string, password: string): Promise<RemoteClient> {
  let cookie = ''
  const send: RemoteClient['send'] = async (method, path, body, headers = {}) => {
    const isForm = body instanceof FormData
    const response = await fetch(`${at()}${path}`, {
      method,
      headers: {
        ...(cookie ? { cookie } : {}),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    const given = response.headers.get('set-cookie')
    if (given) cookie = given.split(';')[0] ?? ''
    const text = await response.text()
    const isJson = (response.headers.get('content-type') ?? '').includes('json')
    return {
      status: response.status,
      body: isJson && text ? JSON.parse(text) : text,
      headers: Object.fromEntries(response.headers),
    }
  }
  const answer = await send('POST', '/api/session', { email, password })
  if (answer.status !== 200)
    throw new Error(`Signing in answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  return { send, cookie }
}

/** Writes a person with the tests' password into the database; everybody is a requester, some hold a role more. */
export async function addPerson(
  owner: pg.Pool,
  orgId: string,
  name: string,
  email: string,
  role?: string,
): Promise<string> {
  const id = newId()
  await owner.query('insert into core.person (org_id, id, name, email) values ($1,$2,$3,$4)', [
    orgId,
    id,
    name,
    email,
  ])
  await owner.query('insert into core.password (org_id, person_id, hash) values ($1,$2,$3)', [
    orgId,
    id,
    await hashPassword(password),
  ])
  await owner.query(
    'insert into core.role_assignment (org_id, id, person_id, role_id) select org_id, gen_random_uuid(), $2, id from core.role where org_id = $1 and key = any($3)',
    [orgId, id, ['requester', ...(role ? [role] : [])]],
  )
  return id
}

/** Asks again and again until it is true; throws when it does not become so in time. */
export async function until(isTrue: () => Promise<boolean>, what: string, ms_max = 30_000): Promise<void> {
  for (const started_ms = Date.now(); Date.now() - started_ms < ms_max; ) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`${what} did not happen in ${ms_max / 1000} s`)
}

export type Heard = { id: string; event: string; data: string }

/** Listens to the news of a server as a page does; `lastId` is what a page heard last. */
export async function listen(
  url: string,
  who: RemoteClient,
  lastId?: string,
): Promise<{ events: Heard[]; close(): void }> {
  const abort = new AbortController()
  const response = await fetch(`${url}/api/live`, {
    headers: { cookie: who.cookie, ...(lastId ? { 'last-event-id': lastId } : {}) },
    signal: abort.signal,
  })
  if (response.status !== 200) throw new Error(`Listening answered ${response.status}.`)
  const events: Heard[] = []
  const read = async () => {
    let text = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text.slice(0, end))?.[1]
        const event = field('event')
        if (event) events.push({ id: field('id') ?? '', event, data: field('data') ?? '' })
        text = text.slice(end + 2)
      }
    }
  }
  read().catch(() => undefined)
  return { events, close: () => abort.abort() }
}

/** A way to a database that can be cut and mended. */
export async function startCable(
  databaseUrl: string,
): Promise<{ url: string; cut(): Promise<void>; mend(): Promise<void> }> {
  const target = new URL(databaseUrl)
  const folder = target.searchParams.get('host')
  const port = Number(target.port || 5432)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  let listening = 0
  const mend = async () => {
    server = createServer((near) => {
      const far = folder?.startsWith('/')
        ? connect(`${folder}/.s.PGSQL.${port}`)
        : connect(port, target.hostname)
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(one)
        one.on('error', () => other.destroy())
        one.on('close', () => {
          sockets.delete(one)
          other.destroy()
        })
        one.pipe(other)
      }
    })
    server.listen(listening, '127.0.0.1')
    await once(server, 'listening')
    listening = (server.address() as { port: number }).port
  }
  await mend()
  const url = new URL(databaseUrl)
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(listening)
  return {
    url: url.href,
    mend,
    async cut() {
      const closed = server && once(server, 'close')
      server?.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
