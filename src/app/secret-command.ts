/** `wardline secret rotate`: what is sealed in the database with a former secret is sealed with the present one. */
import pg from 'pg'
import { sealedAlerts, sealedMailboxes } from '../capabilities/channels/index.ts'
import { sealedDkim } from '../capabilities/channels/mail-out/index.ts'
import { sealedHooks } from '../capabilities/channels/webhooks/index.ts'
import { sealedWebhooks } from '../capabilities/escalation/index.ts'
import { sealedErasures } from '../capabilities/privacy/index.ts'
import { sealedProviders } from '../capabilities/sign-in/index.ts'
import { sealedBadgeKeys, sealedSurveyKeys } from '../capabilities/training/index.ts'
import { sealedTokens } from '../core/people/login/carried.ts'
import { type SealedPlace, seal, unseal } from '../core/people/login/seal.ts'
import { sealedFactors } from '../core/people/login/second-factor.ts'
import { loadConfig } from '../platform/config/config.ts'
import { createLog } from '../platform/log/log.ts'
import { type Secrets, secretsOf } from '../platform/secrets/secrets.ts'
import { CommandError } from './command-error.ts'
import { withDatabase } from './with-database.ts'

/** Answers of providers that wait to be fetched (`core.provider_answer`) are over after minutes and not here. */
export const sealedPlaces: readonly SealedPlace[] = [
  sealedBadgeKeys,
  sealedDkim,
  sealedErasures,
  sealedFactors,
  sealedAlerts,
  ...sealedMailboxes,
  sealedProviders,
  sealedSurveyKeys,
  sealedTokens,
  sealedWebhooks,
  ...sealedHooks,
]
const rows_at_once = 500

export type Resealed = { resealed: number; kept: number; failed: string[] }

/** Ends with 1 when something could not be opened with any secret. */
export async function secretCommand(args: string[], say: (line: string) => void): Promise<void> {
  if (args.length !== 1 || args[0] !== 'rotate') throw new CommandError('wardline secret rotate')
  const config = loadConfig()
  if (config.oldSecrets.length === 0)
    throw new CommandError(
      'There is no former secret. Put it into WARDLINE_OLD_SECRETS, and the new one into WARDLINE_SECRET.',
    )
  await withDatabase(config, createLog(config.logLevel), { mayShare: true }, async (ownerUrl) => {
    const { resealed, kept, failed } = await resealAll(ownerUrl, secretsOf(config))
    say(`${resealed} secrets were sealed anew, ${kept} were so already.`)
    for (const place of failed) say(`${place} opens with no secret that was given; it is as it was.`)
    if (failed.length > 0) process.exitCode = 1
    else
      say(
        'Former secrets are needed now for links in mails, printed labels, recovery codes, searches in the audit log and backups from before.',
      )
  })
}

/** Beside the running product; a row that changes meanwhile is left to who changed it. Called again, it goes on. */
export async function resealAll(ownerUrl: string, secrets: Secrets): Promise<Resealed> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'wardline secret' })
  client.on('error', () => undefined)
  await client.connect()
  const sum: Resealed = { resealed: 0, kept: 0, failed: [] }
  try {
    for (const place of sealedPlaces) await resealPlace(client, place, secrets, sum)
    return sum
  } finally {
    await client.end()
  }
}

type Row = { org: string; id: string; sealed: Buffer }

async function resealPlace(
  client: pg.Client,
  place: SealedPlace,
  secrets: Secrets,
  sum: Resealed,
): Promise<void> {
  const { table, column, id } = place
  let last: [string, string] | undefined
  for (;;) {
    const { rows } = await client.query<Row>(
      `select org_id::text as org, ${id}::text as id, ${column} as sealed from ${table}
       where ${column} is not null and ($1::text is null or (org_id::text, ${id}::text) > ($1, $2)) order by 1, 2 limit ${rows_at_once}`,
      last ?? [null, null],
    )
    for (const row of rows) {
      const anew = resealed(place, row, secrets)
      if (anew === undefined) sum.failed.push(`${table} ${row.id}`)
      else if (anew === row.sealed) sum.kept += 1
      else {
        const { rowCount } = await client.query(
          `update ${table} set ${column} = $4 where org_id::text = $1 and ${id}::text = $2 and ${column} = $3`,
          [row.org, row.id, row.sealed, anew],
        )
        sum.resealed += rowCount ?? 0
      }
    }
    const end = rows.at(-1)
    if (!end || rows.length < rows_at_once) return
    last = [end.org, end.id]
  }
}

/** The same bytes when they are sealed with the present secret; nothing when no secret opens them. */
function resealed({ purpose, ownerOf }: SealedPlace, { org, id, sealed }: Row, secrets: Secrets) {
  const owner = ownerOf(org, id)
  try {
    unseal([secrets[0]], purpose, owner, sealed)
    return sealed
  } catch {
    // A former one is tried next.
  }
  try {
    return seal(secrets[0], purpose, owner, unseal(secrets, purpose, owner, sealed))
  } catch {
    return undefined
  }
}
