import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { DemoLevel, DemoTicketHead } from './types.ts'

/** One kind of trouble that recurs, with every variant of its wording; a line of text is a variant. */
export type Template = {
  key: string
  count: number
  kind: DemoTicketHead['kind']
  category: string
  application?: string
  /** The second-line team to which the desk escalates. */
  team: string
  article?: string
  departments?: string[]
  /** It came up only so many days ago, the fewest first; else within the past year. */
  days?: [number, number]
  /** `true` wants any computer of the requester's department, a kind wants that kind. */
  device?: boolean | string
  impact: DemoLevel[]
  urgency: DemoLevel[]
  tags: string[]
  /** How often each course of events happens, as weights. */
  paths: Record<string, number>
  texts: Texts
}

/** A variant of wording. `topics` are letters that tie an answer to its questions; empty fits every question. */
export type Line = { topics: string; text: string; used: number }

export type Texts = Record<string, Line[]>

const folder = new URL('./stories/', import.meta.url)

/** All templates, in the order of their files. Throws when a file is not readable as YAML. */
export function loadTemplates(): Template[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'common.yaml')
  return names.sort().flatMap((name) => (readYaml(name) as Record<string, unknown>[]).map(templateOf))
}

/** Greetings, signatures and other wording that every template may use. */
export function loadCommonTexts(): Texts {
  return textsOf(readYaml('common.yaml') as Record<string, unknown>)
}

function templateOf(entry: Record<string, unknown>): Template {
  return { ...(entry as Omit<Template, 'texts'>), texts: textsOf(entry) }
}

/** Every block of lines becomes a list of variants; other values are left out. */
function textsOf(entry: Record<string, unknown>): Texts {
  const blocks = Object.entries(entry).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].endsWith('\n'),
  )
  return Object.fromEntries(blocks.map(([name, block]) => [name, block.trim().split('\n').map(lineOf)]))
}

/** `[ab] text` fits the topics a and b; a line without brackets fits all. */
function lineOf(written: string): Line {
  const match = /^\[([a-z]+)\] (.*)$/.exec(written)
  return { topics: match?.[1] ?? '', text: match?.[2] ?? written, used: 0 }
}

function readYaml(name: string): unknown {
  return parse(readFileSync(new URL(name, folder), 'utf8'))
}
