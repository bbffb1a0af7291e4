import { ChoosePassword } from './ChoosePassword.tsx'

export function Page() {
  return <ChoosePassword purpose="invitation" />
}
