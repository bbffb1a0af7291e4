/** The same jobs by the driver alone: prepared statements in one round trip, no HTTP, no sign-in, no permissions. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { newId } from '../src/platform/id/id.ts'

export type RawJobs = Record<string, (client: number, call: number) => Promise<boolean>>
type Sample = { orgId: string; agents: string[]; teams: string[]; tickets: string[] }

const create = `
  with r as (insert into core.record (org_id, id, kind, number, title, state, category, priority, requester_id, due_at, created_at, updated_at)
      values ($1,$2,'ticket',nextval('core.record_number'),$3,'new','waiting',3,$4,now(),now(),now()) returning id),
    t as (insert into tickets.ticket (org_id, id, ticket_kind, channel, reported_by_id, last_word_at, last_word_by_id) values ($1,$2,'incident','api',$4,now(),$4)),
    m as (insert into core.message (org_id, id, record_id, author_id, is_internal, body, created_at) values ($1,$5,$2,$4,false,$6,now())),
    s as (insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words) values ($1,$2,$2,'ticket',false,now(), setweight(to_tsvector('core.english',$3),'A') || to_tsvector('core.english',$6)))
  insert into core.event (org_id, record_id, at, id, actor_id, action, data) values ($1,$2,now(),$7,$4,'tickets.create',$8)`

const reply = `
  with m as (insert into core.message (org_id, id, record_id, author_id, is_internal, body, created_at) values ($1,$5,$2,$4,false,$6,now())),
    s as (insert into core.search_entry (org_id, entry_id, record_id, kind, is_internal, at, words) values ($1,$5,$2,'ticket',false,now(), to_tsvector('core.english',$6))),
    t as (update tickets.ticket set last_word_at = now(), last_word_by_id = $4 where org_id = $1 and id = $2),
    r as (update core.record set updated_at = now(), version = version + 1 where org_id = $1 and id = $2)
  insert into core.event (org_id, record_id, at, id, actor_id, action, data) values ($1,$2,now(),$7,$4,'tickets.reply',jsonb_build_object('message', $3::text))`

const queue = `
  select r.id, r.number, r.title, r.state, r.category, t.ticket_kind, r.priority, r.tags, r.due_at, r.created_at, r.updated_at, r.version,
    m.name as team, o.name as owner, q.name as requester, l.name as place, c.name as subject, t.application, t.last_word_at
  from (select * from core.record where org_id = $1 and kind = 'ticket' and category <> 'done' order by updated_at desc, id desc limit 51) r
  join tickets.ticket t on t.org_id = r.org_id and t.id = r.id
  left join core.team m on m.org_id = r.org_id and m.id = r.team_id left join core.person o on o.org_id = r.org_id and o.id = r.owner_id
  left join core.person q on q.org_id = r.org_id and q.id = r.requester_id left join core.place l on l.org_id = t.org_id and l.id = t.place_id
  left join tickets.category c on c.org_id = t.org_id and c.id = t.category_id order by r.updated_at desc, r.id desc`

const counts = `
  select count(*) filter (where owner_id = $2), count(*) filter (where team_id = $3), count(*) filter (where owner_id is null), count(*) filter (where category = 'paused'),
    count(*) filter (where due_at < now()), count(*) filter (where due_at >= now()), count(*) filter (where category = 'waiting'), count(*) filter (where category = 'active'),
    count(*) filter (where priority = 1), count(*)
  from core.record where org_id = $1 and kind = 'ticket' and category <> 'done'`

const ticket = [
  'select r.*, t.* from core.record r join tickets.ticket t on t.org_id = r.org_id and t.id = r.id where r.org_id = $1 and r.id = $2',
  'select * from core.message where org_id = $1 and record_id = $2 order by created_at, id',
  'select e.* from core.record r join core.event e on e.org_id = r.org_id and e.record_id = r.id and e.at between r.created_at and r.updated_at where r.org_id = $1 and r.id = $2 order by e.at, e.id',
]

const candidates = `
  select r.id, r.number, r.title from core.record r where r.org_id = $1 and r.kind = 'ticket'
    and r.requester_id = (select requester_id from core.record where org_id = $1 and id = $2) order by r.updated_at desc, r.id desc limit 60`

const changes = `
  select e.tx, e.id, e.at, e.action, e.record_id, r.kind, r.number, r.title, r.state, r.category, r.version, r.updated_at
  from (select * from core.event where org_id = $1 and (tx, id) > ($2::bigint, $3::uuid) order by tx, id limit 100) e
    join core.record r on r.org_id = $1 and r.id = e.record_id order by e.tx, e.id`

const search = `select entry_id from core.search_entry where org_id = $1 and words @@ websearch_to_tsquery('core.english', $2) order by at desc limit 50`

/** One prepared connection a client. The search is the plain one, ranked by nothing, so it is a floor. */
export async function rawJobs(
  url: string,
  sample: Sample,
  clients: number,
): Promise<{ jobs: RawJobs; close(): Promise<void> }> {
  const connections = await Promise.all(Array.from({ length: clients }, () => connect(url)))
  const run = async (client: number, name: string, text: string, values: unknown[]) => {
    await (connections[client] as pg.Client).query({ name, text, values })
    return true
  }
  const pick = <T>(list: readonly T[], call: number): T => list[(call * 7919) % list.length] as T
  const body = `${'The screen stays grey after the badge was tapped. '.repeat(8)}${randomUUID()}`.slice(
    0,
    400,
  )
  const jobs: RawJobs = {
    create: (client, call) =>
      run(client, 'create', create, [
        sample.orgId,
        newId(),
        'The screen stays grey',
        pick(sample.agents, call),
        newId(),
        body,
        newId(),
        '{"changes":{}}',
      ]),
    reply: (client, call) =>
      run(client, 'reply', reply, [
        sample.orgId,
        pick(sample.tickets, call),
        'x',
        pick(sample.agents, call),
        newId(),
        body,
        newId(),
      ]),
    queue: (client) => run(client, 'queue', queue, [sample.orgId]),
    counts: (client, call) =>
      run(client, 'counts', counts, [sample.orgId, pick(sample.agents, call), pick(sample.teams, call)]),
    'merge candidates': (client, call) =>
      run(client, 'candidates', candidates, [sample.orgId, pick(sample.tickets, call)]),
    ticket: async (client, call) => {
      const id = pick(sample.tickets, call)
      await Promise.all(ticket.map((text, i) => run(client, `ticket${i}`, text, [sample.orgId, id])))
      return true
    },
  }
  const none = '00000000-0000-0000-0000-000000000000'
  const first = await presentPlace(connections[0] as pg.Client, sample.orgId)
  const places = connections.map(() => ({ tx: first, id: none }))
  jobs.changes = async (client) => {
    const place = places[client] as { tx: string; id: string }
    const values = [sample.orgId, place.tx, place.id]
    const { rows } = await (connections[client] as pg.Client).query({
      name: 'changes',
      text: changes,
      values,
    })
    places[client] = rows.length < 100 ? { tx: first, id: none } : rows.at(-1)
    return true
  }
  for (const [name, words] of Object.entries(searches))
    jobs[name] = (client) => run(client, 'search', search, [sample.orgId, words])
  return {
    jobs,
    close: async () => void (await Promise.all(connections.map((connection) => connection.end()))),
  }
}

/** Behind all lines that there are. */
async function presentPlace(client: pg.Client, orgId: string): Promise<string> {
  const { rows } = await client.query<{ tx: string }>(
    'select coalesce(max(tx), 0)::text as tx from core.event where org_id = $1',
    [orgId],
  )
  return rows[0]?.tx ?? '0'
}

export const searches = {
  'search rare word': 'zyxqovum',
  'search two words': 'tavrok menlup',
  'search common word': 'kobalt',
}

async function connect(url: string): Promise<pg.Client> {
  // Statements of one job travel together, as the product's own do.
  const client = new pg.Client({
    connectionString: url,
    options: '-c timezone=UTC -c jit=off',
    pipeline: true,
  } as pg.ClientConfig)
  client.on('error', () => {})
  await client.connect()
  return client
}
