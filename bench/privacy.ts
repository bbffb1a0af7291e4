/**
 * `node_modules/.bin/node bench/privacy.ts [--miss tuned]`: how well patient data is found, by kind, and how fast. The synthetic data set
 * is read from the folder of test data and left out when it is not there. `--miss` lists what was missed and wrongly given.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { detect, type Looking } from '../src/capabilities/privacy/detect/detect.ts'
import { type Kind, kinds } from '../src/capabilities/privacy/detect/span.ts'
import {
  type Counts,
  judge,
  judgedTexts,
  type Marked,
  measures,
  sum,
} from '../src/capabilities/privacy/judged/judge.ts'

const { values: options } = parseArgs({ options: { miss: { type: 'string' } } })
const usual = 0.6
const looking: Looking = {
  formats: [],
  contextWords: new Set(),
  isStaff: () => false,
  yearNow: new Date().getFullYear(),
}
const find = (threshold: number) => (text: string) =>
  detect(text, looking).filter(({ score }) => score >= threshold)

function table(name: string, counts: Record<Kind, Counts>): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const line = (kind: string, each: Counts) => {
    const { precision, recall, f2 } = measures(each)
    return `| ${name} | ${kind} | ${each.wanted} | ${percent(precision)} | ${percent(recall)} | ${f2.toFixed(2)} |`
  }
  const asked = kinds.filter((kind) => counts[kind].wanted > 0 || counts[kind].given > 0)
  return [
    ...asked.map((kind) => line(kind, counts[kind])),
    line('all', sum(asked.map((kind) => counts[kind]))),
  ].join('\n')
}

const of_kind: Readonly<Record<string, Kind>> = {
  PERSON: 'name',
  STREET_ADDRESS: 'address',
  PHONE_NUMBER: 'phone',
  EMAIL_ADDRESS: 'mail',
  US_SSN: 'ssn',
  CREDIT_CARD: 'account',
  IBAN_CODE: 'account',
}

type Given = {
  full_text: string
  spans: { entity_type: string; start_position: number; end_position: number }[]
}

/** The offsets of the data set count code points. */
function synthetic(path: string): Marked[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as Given[]).map(({ full_text, spans }) => {
    const signs = [...full_text]
    const at = (count: number) => signs.slice(0, count).join('').length
    return {
      text: full_text,
      spans: spans.flatMap(({ entity_type, start_position, end_position }) => {
        const kind = of_kind[entity_type]
        return kind ? [{ from: at(start_position), to: at(end_position), kind }] : []
      }),
    }
  })
}

function megabytesPerSecond(): number {
  const lines = [...judgedTexts('tuned'), ...judgedTexts('held-out')].map(({ text }) => text)
  const note = lines.join('\n')
  const text = note.repeat(Math.ceil(2_000_000 / note.length))
  detect(note.repeat(20), looking)
  // By the time of the processor, which others on the machine do not lengthen.
  const start = process.cpuUsage()
  detect(text, looking)
  const { user, system } = process.cpuUsage(start)
  return Buffer.byteLength(text) / (user + system)
}

if (options.miss === 'tuned') {
  for (const { text, spans } of judgedTexts('tuned')) {
    const given = find(usual)(text)
    const tell = (mark: string, span: { from: number; to: number; kind: Kind; why?: string }) =>
      process.stdout.write(
        `${mark} ${span.kind} “${text.slice(span.from, span.to)}” ${span.why ?? ''} | ${text}\n`,
      )
    const is =
      (a: { from: number; to: number; kind: Kind }) => (b: { from: number; to: number; kind: Kind }) =>
        a.kind === b.kind && a.from < b.to && b.from < a.to
    for (const span of spans) if (!given.some(is(span))) tell('missed', span)
    for (const span of given) if (!spans.some(is(span))) tell('wrong ', span)
  }
} else {
  const data = join(process.env.WARDLINE_DATA ?? '../shared/data', 'pii/synth_dataset_v2.json')
  const rows = [
    table('help desk, seen while writing the rules', judge(judgedTexts('tuned'), find(usual))),
    table('help desk, held out', judge(judgedTexts('held-out'), find(usual))),
  ]
  if (existsSync(data)) {
    const texts = synthetic(data)
    rows.push(table('synthetic data set, as at a help desk', judge(texts, find(usual))))
    rows.push(table('synthetic data set, all that is suspected', judge(texts, find(0.25))))
  } else process.stdout.write('The synthetic data set is not there; its lines are left out.\n')
  process.stdout.write(
    `| Texts | Kind | Places | Precision | Recall | F2 |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n\n${megabytesPerSecond().toFixed(1)} MB a second on one core\n`,
  )
}
