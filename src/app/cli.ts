/** The commands: `wardline start | server | worker | migrate | demo | import | knowledge | reckon | privacy | callers | backup | restore | audit | keys | secret`. */
import { ConfigError, loadConfig } from '../platform/config/config.ts'
import { DatabaseError } from '../platform/db/database-error.ts'
import { CommandError } from './command-error.ts'

type Command = (args: string[]) => Promise<void>

const say = (line: string) => process.stdout.write(`${line}\n`)

const commands: Record<string, { summary: string; run: Command }> = {
  start: { summary: 'Web and worker in one process.', run: async () => serveParts(true, true) },
  server: { summary: 'The web server alone.', run: async () => serveParts(true, false) },
  worker: { summary: 'The worker alone.', run: async () => serveParts(false, true) },
  migrate: { summary: 'Bring the database to this version and stop.', run: migrateOnly },
  backup: { summary: 'Write database and files into one FILE, while Wardline runs.', run: backup },
  restore: { summary: 'Restore a FILE into an empty database; --check only looks.', run: restore },
  import: { summary: 'Tickets from a FILE, or articles from a folder; --help says how.', run: importFiles },
  knowledge: { summary: 'Articles as a folder of Markdown, in and out.', run: exchangeKnowledge },
  reckon: { summary: 'Clocks of imported tickets that have ended, by the policies of now.', run: reckon },
  privacy: { summary: 'verify TEXT: whether a text is left in the database or a file.', run: verifyPrivacy },
  callers: { summary: 'vouch: the server’s own word for a caller; --help says how.', run: vouchFor },
  audit: { summary: 'Verify, export or shorten the audit log; --help says how.', run: auditTrail },
  keys: { summary: 'new: print a key for files; rotate: bring every file to the present key.', run: keys },
  secret: { summary: 'rotate: seal what is in the database with the present secret.', run: secret },
  demo: { summary: 'Fill an installation of its own with the demo hospital, or make it anew.', run: demo },
}

async function serveParts(web: boolean, worker: boolean): Promise<void> {
  const { serve } = await import('./server.ts')
  await serve(loadConfig(), { web, worker }, say)
}

async function migrateOnly(): Promise<void> {
  const { openDatabase } = await import('./database.ts')
  const { createLog } = await import('../platform/log/log.ts')
  const config = loadConfig()
  const database = await openDatabase(config, createLog(config.logLevel))
  await database.stop()
  say('The database is up to date.')
}

async function demo(): Promise<void> {
  const { demoCommand } = await import('./demo-command.ts')
  await demoCommand(loadConfig(), say)
}

async function importFiles(args: string[]): Promise<void> {
  const { importCommand } = await import('./import-command.ts')
  await importCommand(args, say)
}

async function exchangeKnowledge(args: string[]): Promise<void> {
  const { knowledgeCommand } = await import('./knowledge-command.ts')
  await knowledgeCommand(args, say)
}

async function reckon(args: string[]): Promise<void> {
  const { reckonCommand } = await import('./reckon-command.ts')
  await reckonCommand(args, say)
}

async function verifyPrivacy(args: string[]): Promise<void> {
  const { privacyCommand } = await import('./privacy-command.ts')
  await privacyCommand(args, say)
}

async function vouchFor(args: string[]): Promise<void> {
  const { callersCommand } = await import('./callers-command.ts')
  await callersCommand(args, say)
}

async function backup(args: string[]): Promise<void> {
  const { backupCommand } = await import('./backup/command.ts')
  await backupCommand(args, say)
}

async function restore(args: string[]): Promise<void> {
  const { restoreCommand } = await import('./backup/command.ts')
  await restoreCommand(args, say)
}

async function auditTrail(args: string[]): Promise<void> {
  const { auditCommand } = await import('./audit-command.ts')
  await auditCommand(args, say)
}

async function keys(args: string[]): Promise<void> {
  const { keysCommand } = await import('./keys-command.ts')
  await keysCommand(args, say)
}

async function secret(args: string[]): Promise<void> {
  const { secretCommand } = await import('./secret-command.ts')
  await secretCommand(args, say)
}

async function main(): Promise<void> {
  const [name = 'help', ...args] = process.argv.slice(2)
  const command = commands[name]
  if (!command) {
    say('wardline COMMAND')
    for (const [each, { summary }] of Object.entries(commands)) say(`  ${each.padEnd(10)} ${summary}`)
    process.exitCode = name === 'help' || name === '--help' ? 0 : 2
    return
  }
  await command.run(args)
}

main().catch((error: Error) => {
  const isForOperator =
    error instanceof ConfigError ||
    error instanceof DatabaseError ||
    error instanceof CommandError ||
    error.name === 'EmbeddedError'
  process.stderr.write(isForOperator ? `${error.message}\n` : `${error.stack}\n`)
  process.exitCode = 1
})
