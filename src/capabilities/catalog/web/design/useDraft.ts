/** The draft of an item while it is being changed, and what can be done with it. */
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { toast } from '../../../../web/kit/toast.ts'
import type { Content, Design } from '../data.ts'
import { managePath } from '../paths.ts'
import { useCatalogT } from '../useCatalogT.ts'
import { isSame } from './difference.ts'

export type Draft = { owner: { id: string; name: string }; group_id: string | null; content: Content }
/** What is wrong, by its place in the content: `fields/0/label/en`. */
export type Errors = ReadonlyMap<string, string>
export type Designing = ReturnType<typeof useDraft>

function draftOf({ owner, group_id, content }: Design): Draft {
  return { owner: { id: owner.id, name: owner.name }, group_id, content }
}

export function useDraft(item: Design) {
  const t = useCatalogT()
  const router = useRouter()
  const queries = useQueryClient()
  const [draft, setDraft] = useState<Draft>(() => draftOf(item))
  // Of the draft that is being changed, while the item itself may come anew with what somebody else saved.
  const [seen, setSeen] = useState(item.drafted_at)
  const isOvertaken = Date.parse(item.drafted_at) > Date.parse(seen)
  // The database keeps the names of an object in an order of its own.
  const isChanged = !isSame(draft, draftOf(item))
  const path = { params: { path: { id: item.id } } }
  const refresh = () => queries.invalidateQueries({ queryKey: ['catalog'] })

  const store = async () => {
    const { owner, group_id, content } = draft
    const body = { drafted_at: seen, owner_id: owner.id, group_id, content }
    const saved = await ask(api.PUT('/api/catalog/manage/{id}', { ...path, body }))
    setSeen(saved.drafted_at)
  }
  // What somebody else saved is shown also when this was refused for it.
  const save = useSubmit(async () => {
    await store().finally(refresh)
    toast.show(t('catalog.design.saved'), 'success')
  })
  const publish = useSubmit(async () => {
    const body = { drafted_at: seen }
    const { version } = await ask(api.POST('/api/catalog/manage/{id}/publish', { ...path, body })).finally(
      refresh,
    )
    toast.show(t('catalog.design.published', { number: version }), 'success')
  })
  const turn = useSubmit(async () => {
    await ask(api.POST('/api/catalog/manage/{id}/switch', { ...path, body: { is_on: !item.is_on } }))
    await refresh()
  })
  const retire = useSubmit(async () => {
    await ask(api.DELETE('/api/catalog/manage/{id}', { ...path, body: {} }))
    await refresh()
    toast.show(t('catalog.design.retired'))
    router.history.push(managePath)
  })
  const change = (part: Partial<Content>) =>
    setDraft((before) => ({ ...before, content: { ...before.content, ...part } }))
  /** Goes on with what somebody else saved, or with one's own draft, which is then saved over it. */
  const takeTheirs = () => {
    setDraft(draftOf(item))
    setSeen(item.drafted_at)
  }
  const keepOwn = () => setSeen(item.drafted_at)
  // Of what was saved, as long as nothing was changed since then.
  const errors: Errors = new Map([
    ...item.flaws.map(({ pointer, detail }): [string, string] => [pointer.replace(/^#\//, ''), detail]),
    ...(save.problem?.fields ?? []),
  ])
  const state = {
    item,
    draft,
    isChanged,
    errors,
    overtaken: isOvertaken ? { takeTheirs, keepOwn } : undefined,
  }
  return { ...state, setDraft, change, store, refresh, save, publish, turn, retire }
}
