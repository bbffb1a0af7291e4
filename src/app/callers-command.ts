/** `wardline callers vouch`: where only one person works, the server's own word that somebody asks for something. */
import { parseArgs } from 'node:util'
import { acts, vouch } from '../capabilities/callers/index.ts'
import { loadConfig } from '../platform/config/config.ts'
import { createLog } from '../platform/log/log.ts'
import { CommandError } from './command-error.ts'
import { compose } from './compose.ts'
import { openDatabase } from './database.ts'
import { organizationOf } from './reckon-command.ts'

const usage = `wardline callers vouch --person EMAIL --agent EMAIL --act ${acts.join('|')} [--role KEY] [--organization SLUG]`

/** Says until when it counts. Security and the person are told. */
export async function callersCommand(args: string[], say: (line: string) => void): Promise<void> {
  const given = read(args)
  if (given === undefined) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 2
    return
  }
  const config = loadConfig()
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, log)
  try {
    const composition = await compose({ config, appUrl: database.appUrl, log })
    try {
      const orgId = await organizationOf(composition.app, given.organization)
      const answer = await vouch(composition.app, orgId, given)
      if (typeof answer === 'string') throw new CommandError(answer)
      say(`Verified until ${answer.until}. Security and the person were told.`)
    } finally {
      await composition.close()
    }
  } finally {
    await database.stop()
  }
}

function read(args: string[]) {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { person: text, agent: text, act: text, role: text, organization: text },
    })
    const act = acts.find((each) => each === values.act)
    if (positionals.join() !== 'vouch' || !values.person || !values.agent || !act) return undefined
    const { person, agent, role } = values
    return { person, agent, act, ...(role ? { role } : {}), organization: values.organization ?? null }
  } catch {
    return undefined
  }
}
