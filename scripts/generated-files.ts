/** The content of every generated file, from the code and the migrations as they are now. */
import openapiTS, { astToString } from 'openapi-typescript'
import { compose } from '../src/app/compose.ts'
import { openDatabase } from '../src/app/database.ts'
import { loadConfig } from '../src/platform/config/config.ts'
import { describeSchema } from '../src/platform/db/describe.ts'
import { createLog } from '../src/platform/log/log.ts'

/** Path from the project's root → content. Needs an empty folder for a database of its own. */
export async function generateAll(dataDir: string): Promise<Record<string, string>> {
  const log = createLog('error')
  const config = loadConfig({ WARDLINE_DATA_DIR: dataDir, LOG_LEVEL: 'error' })
  const database = await openDatabase(config, log)
  try {
    const composition = await compose({ config, appUrl: database.appUrl, log })
    await composition.http.ready()
    const document = `${JSON.stringify(composition.http.swagger(), null, 1)}\n`
    await composition.close()
    const types = astToString(await openapiTS(document, { alphabetize: true }))
    const forKeys = astToString(await openapiTS(JSON.stringify(openToKeys(JSON.parse(document)))))
    return {
      'api/openapi.json': document,
      'client/src/openapi.generated.ts': `// Generated from api/openapi.json by \`npm run generate\`: what is open to keys.\n${forKeys}`,
      'src/web/api/openapi.generated.ts': `// Generated from api/openapi.json by \`npm run generate\`.\n${types}`,
      'db/schema.sql': await describeSchema(database.ownerUrl),
    }
  } finally {
    await database.stop()
  }
}

type Described = { security?: object[]; responses?: Record<string, unknown> }

/** The document with the operations that are open to keys alone; refusals are typed once, by the client itself. */
function openToKeys(document: { paths: Record<string, Record<string, Described>> }): object {
  const paths: Record<string, Record<string, Described>> = {}
  for (const path of Object.keys(document.paths).sort()) {
    const open = Object.entries(document.paths[path] ?? {}).filter(([, { security = [] }]) =>
      security.some((way) => 'key' in way),
    )
    if (open.length > 0)
      paths[path] = Object.fromEntries(open.map(([method, each]) => [method, answersOf(each)]))
  }
  return { ...document, paths }
}

function answersOf({ responses = {}, ...described }: Described): Described {
  const good = Object.entries(responses).filter(([status]) => /^2/.test(status))
  return { ...described, responses: Object.fromEntries(good) }
}
