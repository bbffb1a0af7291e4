/** One's own keys in the profile of those who may make some. */
import { useMay } from '../../../web/shell/session.ts'
import { KeyList } from './KeyList.tsx'

export function OwnKeys() {
  const may = useMay()
  return may('keys.own') ? <KeyList isAll={false} /> : null
}
