/** What the tests of people share: jobs run on demand, a browser that keeps its cookie, sign-in codes. */
import { generateSync } from 'otplib'
import { type Answer, type Client, password, type Wardline } from '../../../test/helpers/server.ts'
import { prepareJobs } from '../../platform/jobs/jobs.ts'

/** Makes the queue, for tests that do not start a worker. */
export async function withQueue(wardline: Wardline): Promise<void> {
  await prepareJobs(wardline.ownerUrl)
}

/** Runs the jobs that are due by the test's clock, as a worker would, and answers their names. */
export async function runJobs(wardline: Wardline): Promise<string[]> {
  const names: string[] = []
  for (let round = 0; round < 10; round++) {
    const { rows } = await wardline.owner.query(
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and j.run_at <= greatest($1::timestamptz, now()) returning t.identifier, j.payload`,
      [wardline.clock.now()],
    )
    if (rows.length === 0) return names
    for (const { identifier, payload } of rows) {
      names.push(identifier)
      await wardline.composition.app.registry.jobs.get(identifier)?.(wardline.composition.app, payload)
    }
  }
  throw new Error('The jobs do not come to an end.')
}

export type Browser = Omit<Client, 'personId' | 'cookie'> & { cookie(): string }

/** A client that takes every cookie it is given, as a browser does. */
export function browser(wardline: Wardline, start = ''): Browser {
  let cookie = start
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await wardline.anonymous.send(method, path, body, {
      ...(cookie ? { cookie } : {}),
      ...headers,
    })
    const given = answer.headers['set-cookie']
    if (given !== undefined) cookie = String(given).split(';')[0] ?? ''
    return answer
  }
  return {
    cookie: () => cookie,
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body = {}, headers) => send('POST', path, body, headers),
  }
}

/** Sets up the second step of a signed-in person; answers the secret and the recovery codes. */
export async function setUpFactor(
  wardline: Wardline,
  who: Browser,
): Promise<{ secret: string; recovery: string[] }> {
  const begun = await who.post('/api/factor/begin', { password })
  const secret = begun.body.secret as string
  const confirmed = await who.post('/api/factor/confirm', { code: codeOf(wardline, secret) })
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body))
  return { secret, recovery: confirmed.body.recovery_codes }
}

/** The code that an authenticator shows now. */
export function codeOf(wardline: Wardline, secret: string): string {
  return generateSync({ secret, epoch: Math.floor(wardline.clock.now().getTime() / 1000) })
}

/** The next step of the authenticator, so that its code was not used yet. */
export function nextStep(wardline: Wardline): void {
  wardline.clock.advance(30_000)
}

/** The actions of the audit log of an organization, oldest first. */
export async function auditActions(wardline: Wardline, orgId = wardline.orgId): Promise<string[]> {
  const { rows } = await wardline.owner.query(
    'select action from core.audit where org_id = $1 order by at, id',
    [orgId],
  )
  return rows.map((row) => row.action)
}

/** Waits until something becomes true, two seconds at most. */
export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('It did not become true in ten seconds.')
}
