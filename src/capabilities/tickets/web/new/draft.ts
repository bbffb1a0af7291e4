import { useCallback, useMemo } from 'react'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { useServerDraft } from '../../../../web/shell/useServerDraft.ts'
import { type Asked, type Given, givenTo, questionsOf } from '../../priority/web/asked.ts'
import type { Choice } from '../data/directory.ts'

type CreateBody = paths['/api/tickets']['post']['requestBody']['content']['application/json']

export type Draft = {
  requester: Choice | null
  channel: 'phone' | 'walk_up' | 'mail' | 'portal'
  kind: 'incident' | 'service_request' | 'question'
  title: string
  body: string
  answers: Given
  category: Choice | null
  application: string
  device: string
  place: Choice | null
  workstation: Choice | null
  sharedLogin: string
  team: Choice | null
  owner: Choice | null
  tags: string[]
}

export const emptyDraft: Draft = {
  requester: null,
  channel: 'phone',
  kind: 'incident',
  title: '',
  body: '',
  answers: {},
  category: null,
  application: '',
  device: '',
  place: null,
  workstation: null,
  sharedLogin: '',
  team: null,
  owner: null,
  tags: [],
}

/** The form's state, kept as a draft: a closed tab or an interrupted call loses nothing. */
export function useNewDraft() {
  const { text, setText, clear } = useServerDraft('ticket.new')
  const draft = useMemo(() => readDraft(text), [text])
  const set = useCallback(
    <K extends keyof Draft>(key: K, value: Draft[K]) => {
      const next = { ...draft, [key]: value }
      setText(JSON.stringify(next))
    },
    [draft, setText],
  )
  const fill = useCallback(
    (some: Partial<Draft>) => setText(JSON.stringify({ ...draft, ...some })),
    [draft, setText],
  )
  return { draft, set, fill, clear }
}

function readDraft(text: string): Draft {
  try {
    return text ? { ...emptyDraft, ...(JSON.parse(text) as Partial<Draft>) } : emptyDraft
  } catch {
    return emptyDraft
  }
}

/** What was answered to what is asked now. A request that nobody weighed, and a question, stay in the middle. */
export function answersOf(draft: Draft, asked: Asked | undefined): CreateBody['answers'] {
  if (!asked) return undefined
  const given = givenTo(questionsOf(asked, draft.category?.id), draft.answers)
  const isWeighed = draft.kind === 'incident' || Object.keys(given).length > 0
  return isWeighed ? { version: asked.version, given } : undefined
}

/** What is sent: only what was filled in. */
export function bodyOf(draft: Draft, fileIds: readonly string[], answers: CreateBody['answers']): CreateBody {
  const words = {
    application: draft.application.trim(),
    device: draft.device.trim(),
    shared_login: draft.sharedLogin.trim(),
    requester_id: draft.requester?.id,
    category_id: draft.category?.id,
    place_id: draft.place?.id,
    workstation_id: draft.workstation?.id,
    team_id: draft.team?.id,
    owner_id: draft.owner?.id,
  }
  return {
    title: draft.title.trim(),
    body: draft.body,
    kind: draft.kind,
    channel: draft.channel,
    ...(answers ? { answers } : {}),
    ...(draft.tags.length > 0 ? { tags: draft.tags } : {}),
    ...(fileIds.length > 0 ? { file_ids: [...fileIds] } : {}),
    ...Object.fromEntries(Object.entries(words).filter(([, value]) => value)),
  } as CreateBody
}
