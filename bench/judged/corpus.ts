/** The real texts that the judged queries are about: tickets, threads and articles, by their place in the data. */
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'

export const dataDir = resolve(import.meta.dirname, '../..', process.env.WARDLINE_DATA ?? '../shared/data')

export type Text = { title: string; body: string }
export type Corpus = {
  /** By `ticket:ROW`, `thread:ISSUE` (its later half) or `article:PATH`. */
  readonly texts: ReadonlyMap<string, Text>
  /** What a query says, by the same names: a ticket's own words, a thread's first ones. */
  readonly asked: ReadonlyMap<string, Text>
  /** The labels that people gave a ticket, as one word. */
  readonly labels: ReadonlyMap<string, string>
}

type Row = Record<string, string>
const rowsOf = (text: Buffer | string): Row[] => parse(text, { columns: true, relax_quotes: true })

export function readCorpus(): Corpus {
  const texts = new Map<string, Text>()
  const asked = new Map<string, Text>()
  const labels = new Map<string, string>()
  const file = gunzipSync(readFileSync(resolve(dataDir, 'ticket-texts/all_tickets.csv.gz')))
  for (const [at, row] of rowsOf(file).entries()) {
    const text = { title: row.title || (row.body ?? '').slice(0, 60), body: row.body ?? '' }
    texts.set(`ticket:${at}`, text)
    asked.set(`ticket:${at}`, text)
    labels.set(
      `ticket:${at}`,
      [row.category, row.sub_category1, row.sub_category2, row.business_service].join('/'),
    )
  }
  readThreads(texts, asked)
  const base = resolve(dataDir, 'knowledge-base-markdown')
  for (const path of globSync('_*/**/*.md', { cwd: base }).sort()) {
    const whole = readFileSync(resolve(base, path), 'utf8')
    const [, head = '', body = whole] = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(whole) ?? []
    const title = /^title:\s*["']?(.*?)["']?\s*$/m.exec(head)?.[1] || path.replace(/^.*\/|\.md$/g, '')
    texts.set(`article:${path}`, { title, body })
  }
  return { texts, asked, labels }
}

/** The first words of who asked are the query; what was written in the later half of the thread is to be found. */
function readThreads(texts: Map<string, Text>, asked: Map<string, Text>): void {
  const threads = new Map<string, Row[]>()
  for (const row of rowsOf(readFileSync(resolve(dataDir, 'ticket-conversations/utterances.csv')))) {
    const issue = String(Math.trunc(Number(row.issueid)))
    threads.set(issue, [...(threads.get(issue) ?? []), row])
  }
  for (const [issue, rows] of threads) {
    const said = (some: Row[]) => some.map((row) => row.actionbody ?? '').join('\n')
    const first = rows.filter(
      (row) => row.comment_seq === rows[0]?.comment_seq && row.author_role === 'reporter',
    )
    const telling = first.filter((row) => (row.actionbody ?? '').split(' ').length > 4)
    const later = rows.slice(Math.ceil(rows.length / 2))
    if (telling.length === 0 || later.length < 4) continue
    asked.set(`thread:${issue}`, { title: telling[0]?.actionbody ?? '', body: said(telling.slice(1, 4)) })
    texts.set(`thread:${issue}`, { title: `Thread ${issue}`, body: said(later) })
  }
}
