import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import '../../../../test/helpers/property-seed.ts'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { multipartOf } from '../../../core/attachments/upload.fixture.ts'
import { read } from '../../../platform/db/transaction.ts'
import { newId } from '../../../platform/id/id.ts'
import { actorOf } from './actor.ts'
import { type Files, readFolder } from './archive.ts'
import { type Dialect, dialects } from './dialect.ts'
import { exportFolder } from './export.ts'
import { rewriteLinks } from './find-links.ts'
import { publicFolder } from './fixture.ts'
import { planFolder } from './plan.ts'
import { work } from './runs.ts'
import { storePlan } from './store.ts'

let wardline: Wardline
let coach: Client
let writer: Client
let reader: Client
before(async () => {
  wardline = await startWardline({ jobs: true })
  coach = await wardline.person('Bridget Coach', ['knowledge-coach'])
  writer = await wardline.person('Wim Writer', ['systems-analyst'])
  reader = await wardline.person('Nora Nurse', [])
})
after(() => wardline?.close())

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function upload(client: Client, name: string, content: Uint8Array) {
  return client.send(
    'POST',
    '/api/article-imports',
    multipartOf(name, 'application/zip', Buffer.from(content)),
    {
      'content-type': 'multipart/form-data; boundary=the-boundary-of-the-test',
    },
  )
}

async function runToEnd(client: Client, id: string, settings: object) {
  const begun = await client.post(`/api/article-imports/${id}/run`, settings)
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  for (let tries = 0; tries < 300; tries++) {
    const { body } = await client.get(`/api/article-imports/${id}`)
    if (body.state !== 'running') return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The import did not end.')
}

const handbook = (text = 'First [[Sign in]], then [print](gone.md).') =>
  zipSync({
    'start.md': strToU8(`---\ntitle: Start here\nlayout: home\n---\n\n${text}\n`),
    'login/Sign in.md': strToU8('# Sign in\n\nBack to [the start](../start.md). ![a dot](../img/dot.png)\n'),
    'img/dot.png': pixel,
    'bad.md': strToU8('x'.repeat(200_001)),
  })

test('A folder is looked at first, imported as a job, and sent again doubles nothing; what changed becomes a new version.', async () => {
  const seen = await upload(coach, 'handbook.zip', handbook())
  assert.equal(seen.status, 200, JSON.stringify(seen.body))
  assert.deepEqual(seen.body.report.counts, {
    new: 2,
    changed: 0,
    same: 0,
    refused: 1,
    files: 1,
    links: 2,
    broken: 1,
  })
  assert.match(seen.body.report.rows[0].reason, /200000 characters/)
  const broken = seen.body.report.remarks[0]
  assert.deepEqual([broken.path, broken.line, broken.kind], ['start.md', 6, 'broken-link'])
  assert.equal((await coach.get('/api/articles')).body.rows.length, 0, 'A preview stores nothing.')

  const done = await runToEnd(coach, seen.body.id, { is_published: true, audience: 'staff' })
  assert.equal(done.state, 'done')
  const { rows } = (await reader.get('/api/articles')).body
  assert.deepEqual(rows.map((row: { title: string }) => row.title).sort(), ['Sign in', 'Start here'])
  const idOf = (title: string) => rows.find((row: { title: string }) => row.title === title).id
  const start = (await reader.get(`/api/articles/${idOf('Start here')}`)).body
  assert.equal(start.body, `First [Sign in](/answers/${idOf('Sign in')}), then [print](gone.md).`)
  const signIn = (await reader.get(`/api/articles/${idOf('Sign in')}`)).body
  const image =
    /\]\((\/api\/attachments\/[^)]+)\)/.exec(signIn.body.slice(signIn.body.indexOf('!')))?.[1] ?? ''
  assert.equal((await reader.get(image)).status, 200)

  const again = (await upload(coach, 'handbook (1).zip', handbook())).body
  assert.equal(again.report.counts.same, 2)
  assert.equal((await runToEnd(coach, again.id, { is_published: true, audience: 'staff' })).state, 'done')
  assert.equal((await coach.get('/api/articles')).body.rows.length, 2)

  const newer = (await upload(coach, 'handbook.zip', handbook('Only [[Sign in]].'))).body
  assert.equal(newer.report.counts.changed, 1)
  await runToEnd(coach, newer.id, { is_published: true, audience: 'staff' })
  const after = (await reader.get(`/api/articles/${idOf('Start here')}`)).body
  assert.equal(after.body, `Only [Sign in](/answers/${idOf('Sign in')}).`)
  assert.equal(after.shown_version, 2)
})

test('Who may write imports as work in progress only, and who may do neither is refused; so is a second start.', async () => {
  assert.equal((await upload(reader, 'a.md', strToU8('# A'))).status, 403)
  assert.equal((await reader.get('/api/article-export?dialect=jekyll')).status, 403)
  const seen = (await upload(writer, 'notes.md', strToU8('# Only a note\n\nText.'))).body
  const refused = await writer.post(`/api/article-imports/${seen.id}/run`, {
    is_published: true,
    audience: 'staff',
  })
  assert.equal(refused.status, 403)
  assert.match(refused.body.detail, /work in progress/)
  assert.equal(
    (await coach.post(`/api/article-imports/${seen.id}/run`, { is_published: false, audience: 'staff' }))
      .status,
    403,
  )
  await runToEnd(writer, seen.id, { is_published: false, audience: 'staff' })
  const mine = (await writer.get('/api/articles')).body.rows.find(
    (row: { title: string }) => row.title === 'Only a note',
  )
  assert.equal(mine.state, 'work_in_progress')
  assert.equal((await reader.get(`/api/articles/${mine.id}`)).status, 404)
  assert.equal(
    (await writer.post(`/api/article-imports/${seen.id}/run`, { is_published: false, audience: 'staff' }))
      .status,
    409,
  )
})

test('A hostile or wrong file is refused with a sentence, and nothing of it is kept.', async () => {
  const evil = await upload(coach, 'evil.zip', zipSync({ '../evil.md': strToU8('x') }))
  assert.equal(evil.status, 422)
  assert.match(evil.body.errors[0].detail, /leads out of the folder/)
  assert.match(
    (await upload(coach, 'a.zip', zipSync({ 'a.txt': strToU8('x') }))).body.errors[0].detail,
    /no Markdown file/,
  )
  const program = zipSync({
    'a.md': strToU8('# Program\n\n[run](run.exe)'),
    'run.exe': strToU8('MZ'.padEnd(200, 'x')),
  })
  const seen = (await upload(coach, 'program.zip', program)).body
  const done = await runToEnd(coach, seen.id, { is_published: true, audience: 'internal' })
  assert.equal(done.report.remarks.find((remark: { kind: string }) => remark.kind === 'file')?.path, 'a.md')
  const { rows } = await wardline.owner.query(
    "select body from knowledge.article where body like '%run.exe%'",
  )
  assert.equal(rows[0].body, '[run](run.exe)')
})

test('An export holds what one may read and nothing else: drafts go to writers alone.', async () => {
  const draft = await coach.post('/api/articles', { title: 'Secret plan', body: 'Not yet.' })
  assert.equal(draft.status, 200)
  const agent = await wardline.person('Sam Agent', ['help-desk'])
  const names = async (client: Client) => {
    const answer = await wardline.composition.http.inject({
      url: '/api/article-export?dialect=obsidian',
      headers: { cookie: client.cookie },
    })
    assert.equal(answer.statusCode, 200, answer.body)
    return Object.entries(unzipSync(new Uint8Array(answer.rawPayload))).map(([name, content]) => [
      name,
      Buffer.from(content).toString(),
    ])
  }
  const all = await names(coach)
  assert.ok(all.some(([, text]) => text?.includes('Not yet.')))
  assert.ok(all.some(([name]) => name === 'img/dot.png'))
  const start = all.find(([name]) => name === 'start.md')?.[1] ?? ''
  assert.match(start, /layout: home/)
  assert.match(start, /Only \[\[login\/Sign in\|Sign in\]\]\./)
  const canRead = (await names(agent)).every(([, text]) => !text?.includes('Not yet.'))
  const { rows } = await wardline.owner.query(
    "select permissions from core.role where org_id = $1 and key = 'help-desk'",
    [wardline.orgId],
  )
  assert.equal(canRead, !rows[0].permissions.includes('knowledge.write'))
})

test('An import as work in progress leaves whom a shown article is for alone; the preview tells each such change.', async () => {
  const made = await coach.post('/api/articles', {
    title: 'Inner text',
    body: 'Secret.',
    audience: 'internal',
  })
  const id = made.body.id as string
  assert.equal((await coach.post(`/api/articles/${id}/publish`, {})).status, 200)
  const folder = (text: string) =>
    zipSync({
      'inner.md': strToU8(
        `---\ntitle: Inner text\nwardline:\n  id: ${id}\n  audience: staff\n---\n\n${text}\n`,
      ),
    })
  const told = (run: { report: { remarks: { kind: string; detail: string }[] } }) =>
    run.report.remarks.filter(({ kind }) => kind === 'audience').map(({ detail }) => detail)
  const seen = (await upload(coach, 'inner.zip', folder('New words.'))).body
  assert.deepEqual(told(seen), ['Whom it is for changes from internal to staff.'])
  const done = await runToEnd(coach, seen.id, { is_published: false, audience: 'internal' })
  assert.equal(done.state, 'done')
  assert.match(told(done).join(), /stays for internal/)
  assert.equal((await reader.get(`/api/articles/${id}`)).status, 404)
  assert.equal((await coach.get(`/api/articles/${id}`)).body.audience, 'internal')
  const again = (await upload(coach, 'inner.zip', folder('Newer words.'))).body
  await runToEnd(coach, again.id, { is_published: true, audience: 'internal' })
  assert.equal((await reader.get(`/api/articles/${id}`)).status, 200)
})

test('Of two pages with one id the second is an article of its own with a remark, also when the folder is sent again.', async () => {
  const page = (title: string) =>
    `---\ntitle: ${title}\nwardline:\n  id: other-house-7\n---\n\nText of ${title}.\n`
  const folder = zipSync({ 'a.md': strToU8(page('Twin one')), 'a copy.md': strToU8(page('Twin two')) })
  const seen = (await upload(coach, 'twins.zip', folder)).body
  assert.equal(seen.report.counts.new, 2)
  assert.match(seen.report.remarks[0].detail, /^Its id stands in a copy\.md too/)
  const done = await runToEnd(coach, seen.id, { is_published: false, audience: 'staff' })
  assert.equal(done.state, 'done')
  assert.equal((await upload(coach, 'twins.zip', folder)).body.report.counts.same, 2)
})

test('An import whose last try fails says so instead of running for ever.', async () => {
  const { app } = wardline.composition
  const folder = zipSync({ 'unlucky.md': strToU8('# Unlucky\n\n![dot](dot.png)'), 'dot.png': pixel })
  const seen = (await upload(coach, 'unlucky.zip', folder)).body
  await wardline.owner.query("update knowledge.exchange_run set state = 'running' where id = $1", [seen.id])
  const files = { ...app.files, put: () => Promise.reject(new Error('The disk is full.')) }
  const payload = { org: wardline.orgId, id: seen.id }
  const stateOf = async () => (await coach.get(`/api/article-imports/${seen.id}`)).body
  await assert.rejects(work({ ...app, files }, payload, { isLast: false }))
  assert.equal((await stateOf()).state, 'running')
  await assert.rejects(work({ ...app, files }, payload, { isLast: true }))
  assert.equal((await stateOf()).state, 'failed')
  assert.match((await stateOf()).failure, /send the folder again/)
})

test('Two people’s folders of one name and path stay apart, and a preview names the article that a page changes.', async () => {
  const other = await wardline.person('Cosmo Coach', ['knowledge-coach'])
  const folder = (title: string, text = 'Text.') =>
    zipSync({ 'index.md': strToU8(`# ${title}\n\n${text}\n`) })
  const mine = (await upload(coach, 'docs.zip', folder('Pharmacy downtime'))).body
  const done = await runToEnd(coach, mine.id, { is_published: true, audience: 'staff' })
  const id = done.report.rows[0].article_id
  const theirs = (await upload(other, 'docs.zip', folder('Cafeteria menu'))).body
  assert.equal(theirs.report.counts.new, 1)
  await runToEnd(other, theirs.id, { is_published: true, audience: 'staff' })
  assert.equal((await reader.get(`/api/articles/${id}`)).body.title, 'Pharmacy downtime')
  const [row] = (await upload(coach, 'docs.zip', folder('Downtime', 'New.'))).body.report.rows
  assert.deepEqual(
    [row.what, row.article_id, row.was],
    ['changed', id, { title: 'Pharmacy downtime', owner: 'Bridget Coach' }],
  )
})

async function exported(orgId: string, personId: string, dialect: Dialect): Promise<Files> {
  const { app } = wardline.composition
  const actor = await read(app.pool, orgId, (tx) => actorOf(tx, personId, app.clock.now().toISOString()))
  const files: Files = new Map()
  for await (const { path, content } of exportFolder(app, actor!, dialect, {})) files.set(path, content)
  return files
}

async function take(orgId: string, personId: string, files: Files, isPublished = true) {
  const { app } = wardline.composition
  const actor = await read(app.pool, orgId, (tx) => actorOf(tx, personId, app.clock.now().toISOString()))
  const plan = await read(app.pool, orgId, (tx) =>
    planFolder(tx, actor!, files, { source: 'folder', now: app.clock.now().toISOString() }),
  )
  const settings = { is_published: isPublished, audience: 'internal' as const }
  const done = await storePlan(app, actor!, plan, { files, source: 'folder', settings }, async () => {})
  return { plan, done }
}

const shown = (files: Files) =>
  Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('base64')]))

async function place(slug: string): Promise<{ orgId: string; personId: string }> {
  const { orgId } = await wardline.organization(slug)
  const personId = newId()
  await wardline.owner.query('insert into core.person (org_id, id, name, email) values ($1,$2,$3,$4)', [
    orgId,
    personId,
    'Olga Owner',
    'olga@example.org',
  ])
  await wardline.owner.query(
    'insert into core.department (org_id, id, name) select $1, gen_random_uuid(), name from unnest($2::text[]) name',
    [orgId, ['Ward 4', 'Emergency: night']],
  )
  await wardline.owner.query(
    "insert into core.role_assignment (org_id, id, person_id, role_id, valid_from) select org_id, $3, $2, id, now() - interval '1 day' from core.role where org_id = $1 and key = 'knowledge-coach'",
    [orgId, personId, newId()],
  )
  return { orgId, personId }
}

const words = fc.constantFrom(
  'log in',
  'Drucker',
  '日本',
  'a_b*c*',
  '100%',
  'x|y',
  '`code`',
  '[[Title 2]]',
  '[[No page]]',
  '> [!note] Careful',
  '\n\n',
  '\n- ',
  '<b>bold</b>',
  '{{ site.x }}',
  '[gone](gone.md)',
  '\\[x\\](y)',
  '![](z.png)',
  '[t](page-2.md "title")',
  '~~~\n[[Title 1]]\n~~~',
)
const links = fc.tuple(
  fc.constantFrom('[a b](', '![alt](', '![](', '[*x*](', '[ref]: '),
  fc.nat(3),
  fc.constantFrom('', '#part%20two'),
)
const pageOf = fc.record({
  words: fc.array(
    fc.oneof(
      words,
      links.map(
        ([open, at, anchor]) =>
          `${open.startsWith('[ref') ? `\n\n${open}` : open}page-${at}.md${anchor}${open.startsWith('[ref') ? '\n\n' : ')'}`,
      ),
    ),
    { maxLength: 12 },
  ),
  hasImage: fc.boolean(),
  tags: fc.uniqueArray(fc.constantFrom('login', '1', 'true', 'ä ö', 'null'), { maxLength: 3 }),
  category: fc.option(fc.constantFrom('Accounts', '007', 'Net: work')),
  audience: fc.constantFrom('internal', 'staff', 'public'),
  state: fc.constantFrom('work_in_progress', 'not_validated', 'validated', 'archived'),
  review: fc.option(fc.constant('2027-01-02T03:04:05.000Z')),
  beside: fc.record(
    {
      kind: fc.constantFrom('how_to', 'problem', 'known_error', 'downtime'),
      roles: fc.uniqueArray(fc.constantFrom('help-desk', 'systems-analyst', 'No such role'), {
        maxLength: 3,
      }),
      departments: fc.uniqueArray(fc.constantFrom('Ward 4', 'Emergency: night'), { maxLength: 2 }),
      application: fc.constantFrom('Meridian', '7', 'A: b'),
    },
    { requiredKeys: [] },
  ),
  foreign: fc.constantFrom(
    '',
    'layout: page # why\n',
    'aliases: [one, two]\nnum: 1.50\n',
    'a: &x {b: 1}\nc: *x\n',
  ),
})

test('Whatever is exported, imported elsewhere and exported again is the same to the byte, in both dialects.', async () => {
  let round = 0
  await fc.assert(
    fc.asyncProperty(fc.array(pageOf, { minLength: 4, maxLength: 4 }), async (pages) => {
      round++
      const first = await place(`from-${round}`)
      const source: Files = new Map([['pics/dot.png', pixel]])
      pages.forEach((page, at) => {
        const meta = [
          `title: Title ${at}`,
          `tags: ${JSON.stringify(page.tags)}`,
          ...(page.category === null ? [] : [`category: ${JSON.stringify(page.category)}`]),
          `wardline: ${JSON.stringify({ audience: page.audience, state: page.state, owner: 'olga@example.org', ...page.beside, ...(page.review === null ? {} : { review_at: page.review }) })}`,
        ]
        const body = `Begin. ${page.words.join(' ')}${page.hasImage ? '\n![dot](pics/dot.png)' : ''}`
        source.set(`page-${at}.md`, strToU8(`---\n${meta.join('\n')}\n${page.foreign}---\n\n${body}\n`))
      })
      await take(first.orgId, first.personId, source)
      for (const dialect of dialects) {
        const second = await place(`to-${round}-${dialect}`)
        const out = await exported(first.orgId, first.personId, dialect)
        const { plan } = await take(second.orgId, second.personId, out)
        assert.deepEqual(
          plan.pages.map(({ what }) => what),
          pages.map(() => 'new'),
        )
        assert.deepEqual(shown(await exported(second.orgId, second.personId, dialect)), shown(out))
        // Nothing is new in what came from here.
        const home = await take(first.orgId, first.personId, out)
        assert.deepEqual(
          home.plan.pages.filter(({ what }) => what !== 'same').map(({ path, what }) => [path, what]),
          [],
        )
      }
    }),
    { numRuns: 8 },
  )
})

const wiki = publicFolder('knowledge-base-markdown')
test('The real knowledge base goes in whole: every article, no word lost, and its broken links told.', {
  skip: wiki.skip,
}, async (context) => {
  const { orgId, personId } = await place('wiki')
  const files = await readFolder(wiki.path)
  const { plan, done } = await take(orgId, personId, files)
  const empty = plan.pages.filter(({ body }) => body.trim() === '').length
  assert.equal(plan.pages.length, 197)
  assert.equal(done.created, 197)
  assert.equal(done.refused, 0)
  // Every word of each file stands in the text, the title or the kept front matter; addresses may have changed.
  const wordsOf = (text: string) => {
    const withoutAddresses = rewriteLinks(text, ({ form }) => (form === 'wiki' ? undefined : { text: '' }))
    return new Set(withoutAddresses.match(/[\p{L}\p{N}]{2,}/gu) ?? [])
  }
  const lost = plan.pages.flatMap((page) => {
    const kept = wordsOf(
      [page.title, page.body, page.foreign, page.tags.join(' '), page.topic ?? '']
        .join('\n')
        .replaceAll('\n', ' \n '),
    )
    const source = Buffer.from(files.get(page.path)!)
      .toString('utf8')
      .replace(/^---\n[\s\S]*?\n---\n/, '')
    return [...wordsOf(source)].filter((word) => !kept.has(word)).map((word) => `${page.path}: ${word}`)
  })
  assert.deepEqual(lost, [])
  const broken = done.remarks.filter(({ kind }) => kind === 'broken-link' || kind === 'broken-image')
  assert.ok(broken.length > 0)
  assert.ok(
    broken.every(({ path, line }) => Buffer.from(files.get(path)!).toString().split('\n').length >= line),
  )
  context.diagnostic(
    `${plan.pages.length} pages (${empty} without text), ${done.files} files, ${plan.pages.reduce((sum, page) => sum + page.links, 0)} links, ${broken.filter(({ kind }) => kind === 'broken-link').length} broken links, ${broken.filter(({ kind }) => kind === 'broken-image').length} broken pictures`,
  )
  const out = await exported(orgId, personId, 'obsidian')
  assert.equal([...out.keys()].filter((path) => path.endsWith('.md')).length, 197)
  const home = await take(orgId, personId, out)
  assert.deepEqual(
    home.plan.pages.filter(({ what }) => what !== 'same').map(({ path }) => path),
    [],
  )
})
