/** How well the judged queries are answered: recall at 5 and the mean reciprocal rank, beside PostgreSQL's own ranking. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type pg from 'pg'
import { mulberry32 } from '../fill.ts'
import type { Judged } from './build.ts'
import { type Corpus, readCorpus } from './corpus.ts'
import { loadTexts, plainRanking } from './load.ts'

const depth = 5
const resamples = 4_000
const text_length_max = 1_500

/** With a body it is posted. */
export type Ask = (path: string, body?: object) => Promise<Record<string, unknown>>
type Outcome = { list: string; isHeldOut: boolean; own: Figures; plain: Figures }
type Figures = { recall: number; rank: number }

/** Runs every judged query through the product, as somebody who sees all tickets, and through the plain ranking. */
export async function judge(
  owner: pg.Client,
  orgId: string,
  ask: Ask,
  learn: () => Promise<void>,
): Promise<string> {
  const corpus = readCorpus()
  const lists = readLists()
  const queries = new Set(Object.values(lists).flatMap((list) => list.map(({ query }) => query)))
  const kept = new Map(
    [...corpus.texts].filter(([name]) => !name.startsWith('ticket:') || !queries.has(name)),
  )
  const ids = await loadTexts(owner, orgId, kept)
  await owner.query('analyze core.search_entry')
  await learn()
  const outcomes: Outcome[] = []
  for (const [list, judged] of Object.entries(lists))
    for (const [at, each] of judged.entries()) {
      const relevant = each.relevant.map((name) => ids.get(name)).filter((id) => id !== undefined)
      const kind = each.relevant[0]?.startsWith('article:') ? 'article' : 'ticket'
      const text = textOf(corpus, list, each.query)
      const own = await answered(ask, list, kind, text)
      const plain = await plainRanking(owner, orgId, kind, text, depth)
      outcomes.push({
        list,
        isHeldOut: at % 2 === 1,
        own: figuresOf(own, relevant),
        plain: figuresOf(plain, relevant),
      })
    }
  return report(outcomes)
}

function readLists(): Record<string, Judged[]> {
  const read = (name: string) =>
    JSON.parse(readFileSync(resolve(import.meta.dirname, name), 'utf8')) as Record<string, Judged[]>
  return { ...read('by-rule.json'), ...read('by-hand.json') }
}

// By hand a title was judged, as somebody types it into the search box; by rule a text, as somebody writes it.
function textOf({ asked }: Corpus, list: string, name: string): string {
  const { title, body } = asked.get(name) ?? { title: '', body: '' }
  return list.startsWith('hand') ? title : `${title}\n${body}`.slice(0, text_length_max)
}

async function answered(ask: Ask, list: string, kind: string, text: string): Promise<string[]> {
  type Found = { id: string; kind?: string }
  if (list.startsWith('hand')) {
    const answer = await ask(`/api/search?kind=${kind}&limit=${depth}&q=${encodeURIComponent(`${text} `)}`)
    const groups = (answer.groups as { rows: Found[] }[]).flatMap(({ rows }) => rows)
    return [...groups, ...(answer.close as Found[])].map(({ id }) => id)
  }
  const answer = await ask('/api/search/suggest', { text })
  return (answer[kind === 'article' ? 'rows' : 'solved'] as Found[]).map(({ id }) => id)
}

function figuresOf(found: readonly string[], relevant: readonly string[]): Figures {
  const first = found.slice(0, depth)
  const place = first.findIndex((id) => relevant.includes(id))
  const hits = first.filter((id) => relevant.includes(id)).length
  return { recall: hits / Math.min(depth, relevant.length), rank: place < 0 ? 0 : 1 / (place + 1) }
}

function report(outcomes: readonly Outcome[]): string {
  const lines = [
    '| Queries | n | recall@5 plain | own | difference (95 %) | MRR@5 plain | own | difference (95 %) |',
    '|---|---|---|---|---|---|---|---|',
  ]
  const names = [...new Set(outcomes.map(({ list }) => list))]
  for (const isHeldOut of [false, true]) {
    const half = outcomes.filter((each) => each.isHeldOut === isHeldOut)
    const word = isHeldOut ? 'held out' : 'tuned on'
    for (const name of names)
      lines.push(
        line(
          `${name}, ${word}`,
          half.filter(({ list }) => list === name),
        ),
      )
    lines.push(line(`**all, ${word}**`, half))
  }
  return `${lines.join('\n')}\n`
}

function line(name: string, some: readonly Outcome[]): string {
  const cells = (pick: (figures: Figures) => number) => {
    const plain = mean(some.map((each) => pick(each.plain)))
    const own = mean(some.map((each) => pick(each.own)))
    const [low, high] = interval(some.map((each) => pick(each.own) - pick(each.plain)))
    return `${plain.toFixed(3)} | ${own.toFixed(3)} | ${low.toFixed(3)} to ${high.toFixed(3)}`
  }
  return `| ${name} | ${some.length} | ${cells(({ recall }) => recall)} | ${cells(({ rank }) => rank)} |`
}

/** The interval of the mean by drawing the queries again, with the same seed each time. */
function interval(differences: readonly number[]): [number, number] {
  const random = mulberry32(42)
  const means = Array.from({ length: resamples }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)] ?? 0)),
  ).sort((a, b) => a - b)
  return [means[Math.floor(resamples * 0.025)] ?? 0, means[Math.floor(resamples * 0.975)] ?? 0]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
