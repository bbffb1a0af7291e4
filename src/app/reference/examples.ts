/**
 * Examples of the interface, in the order of a story: what one answers, the next ones use. They stand in the OpenAPI
 * document, and a test asks a real server all of them.
 */
import story from './examples.json' with { type: 'json' }

export type Example = {
  operation: string
  summary: string
  /** Who asks: a program with a key, a signed-in person, an administrator, or a source of alerts. */
  by: 'key' | 'person' | 'administrator' | 'source'
  path?: Record<string, string>
  query?: Record<string, string | number>
  headers?: Record<string, string>
  body?: unknown
  /** 200 unless it is said. */
  status?: number
  answer?: unknown
}

export const examples = story as readonly Example[]

type Media = { examples?: Record<string, { summary: string; value: unknown }> }
type Described = {
  operationId?: string
  parameters?: { name: string; in: string; example?: unknown }[]
  requestBody?: { content?: Record<string, Media> }
  responses?: Record<string, { content?: Record<string, Media> }>
}

/** The document with the examples beside the operations. */
export function withExamples<D extends { paths?: object }>(document: D): D {
  const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.values(item as object))
  for (const [place, example] of examples.entries())
    for (const each of operations as Described[])
      if (each.operationId === example.operation) put(each, example, `example-${place + 1}`)
  return document
}

function put(described: Described, example: Example, name: string): void {
  const { summary, status = 200, body, answer, path = {}, query = {}, headers = {} } = example
  for (const parameter of described.parameters ?? []) {
    const given = { path, query, header: headers }[parameter.in] as Record<string, unknown> | undefined
    if (given?.[parameter.name] !== undefined) parameter.example ??= given[parameter.name]
  }
  const asked = described.requestBody?.content?.['application/json']
  if (asked && body !== undefined) asked.examples = { ...asked.examples, [name]: { summary, value: body } }
  const responses = described.responses ?? {}
  const answered = responses[status] ?? responses[`${String(status)[0]}XX`]
  const media = Object.values(answered?.content ?? {})[0]
  if (media && answer !== undefined)
    media.examples = { ...media.examples, [name]: { summary, value: answer } }
}
