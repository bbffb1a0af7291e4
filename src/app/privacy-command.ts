/** `wardline privacy verify TEXT`: looks for words in every table and every file, and says where they stand. */
import { join } from 'node:path'
import { placesInFiles, placesInTables } from '../capabilities/privacy/index.ts'
import { loadConfig } from '../platform/config/config.ts'
import { localFileStore } from '../platform/files/file-store.ts'
import { createLog } from '../platform/log/log.ts'
import { keyRingOf } from '../platform/secrets/key-ring.ts'
import { openDatabase } from './database.ts'

const usage = 'wardline privacy verify TEXT, or - to read the text from the standard input'
const text_length_min = 3

/** Says each place, and ends with 1 when there is any, so that a script can tell. */
export async function privacyCommand(args: string[], say: (line: string) => void): Promise<void> {
  const [what, given, ...rest] = args
  const text = given === '-' ? await standardInput() : given
  if (what !== 'verify' || text === undefined || text.trim().length < text_length_min || rest.length > 0) {
    process.stderr.write(`${usage}\n`)
    process.exitCode = 2
    return
  }
  const config = loadConfig()
  const database = await openDatabase(config, createLog(config.logLevel))
  try {
    const places = [
      ...(await placesInTables(database.ownerUrl, text.trim())),
      ...(await placesInFiles(localFileStore(join(config.dataDir, 'files'), keyRingOf(config)), text.trim())),
    ]
    for (const place of places) say(place)
    say(places.length === 0 ? 'The text stands nowhere.' : `The text stands in ${places.length} places.`)
    if (places.length > 0) process.exitCode = 1
  } finally {
    await database.stop()
  }
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
