import { useCallback, useMemo } from 'react'
import type { paths } from '../../../../web/api/openapi.generated.ts'
import { useServerDraft } from '../../../../web/shell/useServerDraft.ts'
import type { Choice } from '../data/directory.ts'

type CreateBody = paths['/api/tickets']['post']['requestBody']['content']['application/json']

export type Draft = {
  requester: Choice | null
  channel: 'phone' | 'walk_up' | 'mail' | 'portal'
  kind: 'incident' | 'service_request' | 'question'
  title: string
  body: string
  impact: number
  urgency: number
  category: Choice | null
  application: string
  device: string
  place: Choice | null
  workstation: Choice | null
  sharedLogin: string
  team: Choice | null
  owner: Choice | null
}

export const emptyDraft: Draft = {
  requester: null,
  channel: 'phone',
  kind: 'incident',
  title: '',
  body: '',
  impact: 4,
  urgency: 3,
  category: null,
  application: '',
  device: '',
  place: null,
  workstation: null,
  sharedLogin: '',
  team: null,
  owner: null,
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
  return { draft, set, clear }
}

function readDraft(text: string): Draft {
  try {
    return text ? { ...emptyDraft, ...(JSON.parse(text) as Partial<Draft>) } : emptyDraft
  } catch {
    return emptyDraft
  }
}

/** What is sent: only what was filled in. */
export function bodyOf(draft: Draft, fileIds: readonly string[]): CreateBody {
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
    impact: draft.impact,
    urgency: draft.urgency,
    ...(fileIds.length > 0 ? { file_ids: [...fileIds] } : {}),
    ...Object.fromEntries(Object.entries(words).filter(([, value]) => value)),
  } as CreateBody
}
