import { api, ask, background } from '../../../web/api/client.ts'
import { SearchPicker } from '../../tickets/web/index.ts'
import { useApprovalsT } from './useApprovalsT.ts'

type Named = { id: string; name: string }
type ColleaguePickerProps = {
  label: string
  hint?: string
  value: Named | null
  error: string | undefined
  onChange: (person: Named | null) => void
}

/** Somebody by name. Who approves need not be of the department, and so reads nothing else of the directory. */
export function ColleaguePicker(props: ColleaguePickerProps) {
  const t = useApprovalsT()
  return (
    <SearchPicker {...props} id="colleagues" find={findColleagues} placeholder={t('approvals.typeName')} />
  )
}

async function findColleagues(typed: string) {
  const q = typed.trim()
  if (q.length < 2) return []
  const { rows } = await ask(api.GET('/api/catalog/people', { params: { query: { q } }, ...background }))
  return rows.map(({ id, name, department }) => ({ id, name, ...(department ? { note: department } : {}) }))
}
