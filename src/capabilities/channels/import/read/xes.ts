import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { importFault } from '../import-error.ts'
import { emptyValues, type Row } from './row.ts'

const attribute_tags = new Set(['string', 'date', 'int', 'float', 'boolean', 'id'])
const attributes_max = 500
const value_length_max = 1024 * 1024

/** The prefix of a trace's own attributes beside those of its events: `case:concept:name` is the trace's name. */
export const trace_prefix = 'case:'

/**
 * An XES event log (IEEE 1849) as rows, one an event, in the file's order. An event's attributes keep their keys;
 * those of its trace come with the prefix `case:`. Attributes inside attributes, and the log's own, are passed over.
 *
 * The file is never held as a whole; the rows of one piece of text are. Document types are refused, so no entity
 * can grow. Throws the import fault `xes-broken` with the line.
 */
export async function* readXes(text: AsyncIterable<string>): AsyncGenerator<Row, void, undefined> {
  const state = newState()
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw importFault(
      'xes-broken',
      `The XES file is broken: ${error.message.replace(/^\d+:\d+: /, '')}`,
      parser.line,
    )
  })
  parser.on('doctype', () => {
    throw importFault('xes-broken', 'The XES file declares a document type, which is refused.', parser.line)
  })
  parser.on('opentag', (tag) => openTag(state, tag, parser.line))
  parser.on('closetag', (tag) => closeTag(state, tag.name))
  for await (const piece of text) {
    parser.write(piece)
    yield* state.rows
    state.rows.length = 0
  }
  parser.close()
  if (!state.sawLog) throw importFault('xes-broken', 'The file is XML but not an XES log.')
  yield* state.rows
}

type State = {
  depth: number
  sawLog: boolean
  isInTrace: boolean
  isInEvent: boolean
  eventLine: number
  trace: Record<string, string>
  event: Record<string, string>
  rows: Row[]
}

function newState(): State {
  return {
    depth: 0,
    sawLog: false,
    isInTrace: false,
    isInEvent: false,
    eventLine: 0,
    trace: emptyValues(),
    event: emptyValues(),
    rows: [],
  }
}

function openTag(state: State, tag: SaxesTagPlain, line: number): void {
  state.depth++
  if (state.depth === 1) {
    if (tag.name !== 'log')
      throw importFault('xes-broken', `An XES file begins with <log>, not <${tag.name}>.`, line)
    state.sawLog = true
  } else if (state.depth === 2 && tag.name === 'trace') {
    state.isInTrace = true
    state.trace = emptyValues()
  } else if (state.depth === 3 && state.isInTrace && tag.name === 'event') {
    state.isInEvent = true
    state.eventLine = line
    state.event = emptyValues()
  } else if (state.depth === 4 && state.isInEvent) {
    keep(state.event, tag, '', line)
  } else if (state.depth === 3 && state.isInTrace) {
    keep(state.trace, tag, trace_prefix, line)
  }
}

function keep(into: Record<string, string>, tag: SaxesTagPlain, prefix: string, line: number): void {
  const { key, value } = tag.attributes
  if (!attribute_tags.has(tag.name) || key === undefined || value === undefined) return
  if (value.length > value_length_max || Object.keys(into).length >= attributes_max) {
    throw importFault(
      'xes-broken',
      `Line ${line} holds a value or a number of attributes beyond the limit.`,
      line,
    )
  }
  into[prefix + key] = value
}

function closeTag(state: State, name: string): void {
  if (state.depth === 3 && state.isInEvent && name === 'event') {
    state.isInEvent = false
    state.rows.push({ line: state.eventLine, values: Object.assign(emptyValues(), state.trace, state.event) })
  } else if (state.depth === 2 && name === 'trace') {
    state.isInTrace = false
  }
  state.depth--
}
