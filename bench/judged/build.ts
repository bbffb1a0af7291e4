/**
 * `node_modules/.bin/node bench/judged/build.ts`: chooses the queries by rule and writes `by-rule.json`, which holds
 * places in the data and no word of it. Run once; the list is committed, so that later figures compare.
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readCorpus } from './corpus.ts'

export type Judged = { query: string; relevant: string[] }

const by_labels = 110
const by_thread = 90
const group_min = 4
const group_max = 14

const { texts, asked, labels } = readCorpus()

/** One ticket of each small group with the same four labels asks; the others of the group are what matches. */
function byLabels(): Judged[] {
  const groups = Map.groupBy(labels.keys(), (id) => labels.get(id) ?? '')
  const chosen: Judged[] = []
  for (const ids of groups.values()) {
    const telling = ids.filter((id) => (asked.get(id)?.body.split(' ').length ?? 0) >= 8)
    const [query, ...relevant] = telling
    if (query === undefined || telling.length < group_min || ids.length > group_max) continue
    chosen.push({ query, relevant })
  }
  return spread(chosen, by_labels)
}

/** The first words of a thread ask for its later half. */
function byThread(): Judged[] {
  const ids = [...asked.keys()].filter((id) => id.startsWith('thread:') && texts.has(id))
  return spread(
    ids.map((id) => ({ query: id, relevant: [id] })),
    by_thread,
  )
}

function spread<T>(all: readonly T[], wanted: number): T[] {
  const step = Math.max(1, all.length / wanted)
  return Array.from({ length: Math.min(wanted, all.length) }, (_, i) => all[Math.floor(i * step)] as T)
}

const lists = { labels: byLabels(), threads: byThread() }
const lines = Object.entries(lists).map(
  ([name, judged]) =>
    `  "${name}": [\n${judged.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]`,
)
writeFileSync(resolve(import.meta.dirname, 'by-rule.json'), `{\n${lines.join(',\n')}\n}\n`)
process.stdout.write(`${lists.labels.length} by labels, ${lists.threads.length} by thread\n`)
