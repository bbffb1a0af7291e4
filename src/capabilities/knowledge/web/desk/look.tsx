/** How states and audiences look everywhere at the desk. */
import {
  IconArchive,
  IconCircleCheck,
  IconEye,
  IconEyeOff,
  IconPencil,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react'
import { StatusBadge, type Tone } from '../../../../web/kit/StatusBadge.tsx'
import { useKnowledgeT } from '../useKnowledgeT.ts'
import type { Audience, State } from './articles.ts'

const stateLooks: Record<State, { tone: Tone; icon: typeof IconPencil }> = {
  work_in_progress: { tone: 'info', icon: IconPencil },
  not_validated: { tone: 'warning', icon: IconEye },
  validated: { tone: 'success', icon: IconCircleCheck },
  archived: { tone: 'neutral', icon: IconArchive },
}
const audienceIcons: Record<Audience, typeof IconUsers> = {
  internal: IconEyeOff,
  staff: IconUsers,
  public: IconWorld,
}

export function StateBadge({ state }: { state: State }) {
  const t = useKnowledgeT()
  return <StatusBadge label={t(`knowledge.state.${state}`)} {...stateLooks[state]} />
}

/** Who reads it. What only the department reads stands out, since a link to it helps nobody else. */
export function AudienceBadge({ audience }: { audience: Audience }) {
  const t = useKnowledgeT()
  return (
    <StatusBadge
      label={t(`knowledge.audience.${audience}`)}
      tone={audience === 'internal' ? 'warning' : 'neutral'}
      icon={audienceIcons[audience]}
    />
  )
}
