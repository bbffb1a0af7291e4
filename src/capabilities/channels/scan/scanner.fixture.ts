/** A virus scanner for tests: ClamAV's own daemon where it is installed, else a stand-in that speaks its protocol. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** In parts, so that no scanner takes the source for it. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
/** What the tests' own signature is about, and no check of ours. */
export const mark = ['WARDLINE-TEST', 'NOT-A-VIRUS-BUT-FOUND'].join('-')

const programs = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd']

export type Scanner = {
  address: string
  isReal: boolean
  start(): Promise<void>
  stop(): Promise<void>
  close(): Promise<void>
}

export function prepareScanner(): Scanner {
  const folder = mkdtempSync(join(tmpdir(), 'wardline-clamd-'))
  const path = join(folder, 'clamd.sock')
  const program = programs.find((each) => existsSync(each))
  const running = program === undefined ? standIn(path) : daemon(program, folder, path)
  return {
    address: `unix:${path}`,
    isReal: program !== undefined,
    ...running,
    async close() {
      await running.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function daemon(program: string, folder: string, path: string) {
  const hex = (text: string) => Buffer.from(text).toString('hex')
  writeFileSync(join(folder, 'own.ndb'), `Test.Mark:0:*:${hex(mark)}\nTest.Eicar:0:*:${hex(eicar)}\n`)
  const lines = [
    `LocalSocket ${path}`,
    `DatabaseDirectory ${folder}`,
    'Foreground yes',
    'StreamMaxLength 30M',
  ]
  writeFileSync(join(folder, 'clamd.conf'), `${lines.join('\n')}\n`)
  let child: ChildProcess | undefined
  return {
    async start() {
      child = spawn(program, [`--config-file=${join(folder, 'clamd.conf')}`], { stdio: 'ignore' })
      for (let tries = 0; tries < 200; tries++) {
        if (await answers(path)) return
        await pause(100)
      }
      throw new Error('clamd did not begin to listen.')
    },
    async stop() {
      const ended = child && new Promise((resolve) => child?.once('exit', resolve))
      child?.kill('SIGKILL')
      await ended
      child = undefined
      rmSync(path, { force: true })
    },
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => socket.write('zPING\0'))
    const done = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('data', () => done(true)).once('error', () => done(false))
  })
}

function standIn(path: string) {
  let server: Server | undefined
  return {
    async start() {
      server = createServer((socket) => {
        const chunks: Buffer[] = []
        socket.on('error', () => undefined)
        socket.on('data', (data: Buffer) => {
          chunks.push(data)
          const all = Buffer.concat(chunks)
          if (!all.subarray(-4).equals(Buffer.alloc(4))) return
          const found = all.includes(mark) || all.includes(eicar)
          socket.end(found ? 'stream: Test.Mark.UNOFFICIAL FOUND\0' : 'stream: OK\0')
        })
      })
      await new Promise<void>((resolve) => server?.listen(path, resolve))
    },
    async stop() {
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)))
      server = undefined
    },
  }
}
