/** Asks ClamAV's daemon whether a file holds a virus, by its INSTREAM command over a socket. */
import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'

/** As long as the daemon may say nothing, over a file and when it is asked whether it is there at all. */
const silence_ms_max = 60_000
const there_ms_max = 5_000
const answer_length_max = 1_000

export type Scan = { state: 'clean' | 'infected'; found: string | null }

/** The scanner gave no verdict: it is not there, too busy, or does not take so large a file. */
export class NotScanned extends Error {
  override name = 'NotScanned'
  /** It would not judge any other file now either. */
  isAway = false
}

/**
 * The verdict about a stream. `address` is unix:/path or tcp://host:port. Throws `NotScanned`; what nobody
 * judged is never called clean.
 */
export async function scanStream(
  address: string,
  stream: Readable,
  silence_ms = silence_ms_max,
): Promise<Scan> {
  try {
    return await asked(address, stream, silence_ms)
  } catch (error) {
    // It hangs up on a file that is too large for it, or sits over one for long, and is still there for others.
    const failure = error as NotScanned
    if (!failure.isAway) failure.isAway = !(await isThere(address, Math.min(silence_ms, there_ms_max)))
    throw failure
  }
}

const isThere = (address: string, silence_ms: number): Promise<boolean> =>
  asked(address, Readable.from([]), silence_ms).then(
    () => true,
    () => false,
  )

async function asked(address: string, stream: Readable, silence_ms: number): Promise<Scan> {
  const socket = openSocket(address)
  let isConnected = false
  socket.once('connect', () => {
    isConnected = true
  })
  const answer = answerOf(socket, silence_ms)
  // Its failure is told by what awaits it below.
  answer.catch(() => undefined)
  try {
    await written(socket, 'zINSTREAM\0')
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const length = Buffer.alloc(4)
      length.writeUInt32BE(chunk.length)
      // A chunk of no length would end the file.
      if (chunk.length > 0) await written(socket, Buffer.concat([length, chunk]))
    }
    await written(socket, Buffer.alloc(4))
    return verdictOf(await answer)
  } catch (error) {
    if (error instanceof NotScanned) throw error
    const failure = new NotScanned(
      isConnected ? 'The scanner did not take it.' : 'The scanner does not answer.',
      { cause: error },
    )
    failure.isAway = !isConnected
    throw failure
  } finally {
    stream.destroy()
    socket.destroy()
  }
}

function openSocket(address: string): Socket {
  if (address.startsWith('unix:')) return connect(address.slice('unix:'.length))
  const { hostname, port } = new URL(address)
  return connect(Number(port), hostname.replace(/^\[|\]$/g, ''))
}

function answerOf(socket: Socket, silence_ms: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    socket.setTimeout(silence_ms, () => socket.destroy(new NotScanned('The scanner says nothing.')))
    socket.on('data', (data) => {
      said = (said + data.toString('latin1')).slice(0, answer_length_max)
      if (said.includes('\0')) resolve(said.slice(0, said.indexOf('\0')))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new NotScanned('The scanner hung up.')))
  })
}

/** Waits until the daemon took it, so that a large file is never held in memory. */
function written(socket: Socket, data: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => reject(new NotScanned('The scanner hung up.'))
    socket.once('close', onClose)
    socket.write(data, (error) => {
      socket.off('close', onClose)
      if (error) reject(error)
      else resolve()
    })
  })
}

function verdictOf(answer: string): Scan {
  if (answer === 'stream: OK') return { state: 'clean', found: null }
  const [, found] = /^stream: (.{1,200}) FOUND$/.exec(answer) ?? []
  if (found === undefined) throw new NotScanned('The scanner did not take it.')
  return { state: 'infected', found }
}
