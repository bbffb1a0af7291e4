import { Type } from 'typebox'
import { recordAction } from '../../../core/action.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { Body, Line } from '../../../platform/http/schema.ts'
import { ticketLife } from '../lifecycle.ts'
import { worksWith } from '../policy.ts'

const tags_max = 20
const Input = Body({ tags: Type.Array(Line(60), { minItems: 1, maxItems: tags_max }) })

export const tag = recordAction({
  name: 'tickets.tag',
  summary: 'Put tags on the ticket.',
  life: ticketLife,
  input: Input,
  permits: worksWith('tickets.tag'),
  run: async ({ input, record }) => {
    const tags = [...new Set([...record.tags, ...input.tags])]
    if (tags.length > tags_max) throw invalid('#/tags', `A ticket holds ${tags_max} tags at most.`)
    return tags.length === record.tags.length
      ? { result: {}, isSilent: true }
      : { result: {}, changes: { tags } }
  },
})

export const untag = recordAction({
  name: 'tickets.untag',
  summary: 'Take tags off the ticket.',
  life: ticketLife,
  input: Input,
  permits: worksWith('tickets.tag'),
  run: async ({ input, record }) => {
    const tags = record.tags.filter((each) => !input.tags.includes(each))
    return tags.length === record.tags.length
      ? { result: {}, isSilent: true }
      : { result: {}, changes: { tags } }
  },
})
