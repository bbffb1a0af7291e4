import { useShownPath } from '../../../web/shell/useShownPath.ts'

/** The same pages stand at the desk and in the portal: where this one does. */
export function useBase(): '/desk/notices' | '/notices' {
  return useShownPath().startsWith('/desk') ? '/desk/notices' : '/notices'
}
