/** `npm run attack -- --minutes 10 --seed 1`: attacks a server of its own and tells what came of it. */
import { parseArgs } from 'node:util'
import { startTestCluster } from '../helpers/cluster.ts'
import { attack } from './attack.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } })
const minutes = Number(values.minutes ?? 10)
const seed = Number(values.seed ?? 1)
if (!(minutes > 0 && minutes <= 600) || !Number.isInteger(seed)) {
  console.error('attack [--minutes 10] [--seed 1]')
  process.exit(2)
}
const cluster = process.env.WARDLINE_TEST_DATABASE_URL ? undefined : await startTestCluster()
if (cluster) process.env.WARDLINE_TEST_DATABASE_URL = cluster.url
try {
  const report = await attack({ seed, seconds: minutes * 60, say: (line) => console.log(line) })
  for (const finding of report.findings) console.log(`FOUND ${finding}`)
  const { findings, ...figures } = report
  console.log(JSON.stringify({ seed, minutes, findings: findings.length, ...figures }, null, 1))
  process.exitCode = findings.length > 0 ? 1 : 0
} finally {
  await cluster?.stop()
}
