import type { SignInPartProps } from '../../../web/shell/web-capability.ts'
import { PasskeyConfirm } from './PasskeyStart.tsx'
import { ProviderProof } from './ProviderProof.tsx'

/** Where somebody confirms who they are: by passkey, or at the provider. */
export function ConfirmParts(props: SignInPartProps) {
  return (
    <>
      <PasskeyConfirm {...props} />
      <ProviderProof {...props} />
    </>
  )
}
