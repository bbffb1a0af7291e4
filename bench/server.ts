import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

/** Starts the product on the database, in a process of its own. */
export function startServer(
  ownerUrl: string,
  dataDir: string,
  port: string,
  profileDir?: string,
  command: 'start' | 'server' = 'start',
): ChildProcess {
  const cli = resolve(import.meta.dirname, '../src/app/cli.ts')
  const profile = profileDir === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', resolve(profileDir)]
  return spawn(process.execPath, [...profile, cli, command], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: ownerUrl,
      WARDLINE_DATA_DIR: join(dataDir, 'server'),
      WARDLINE_SECRET: 'bench'.repeat(8),
      // The bench asks as fast as it can.
      WARDLINE_REQUESTS_A_MINUTE: '0',
      PORT: port,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Waits until the server answers. */
export async function firstPage(origin: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    const isUp = await fetch(`${origin}/sign-in`).then(
      (answer) => answer.status < 500,
      () => false,
    )
    if (isUp) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('The server did not answer within 30 seconds.')
}
