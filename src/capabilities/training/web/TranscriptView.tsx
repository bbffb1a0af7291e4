import { Button } from '@mantine/core'
import { useState } from 'react'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import { useMe } from '../../../web/shell/session.ts'
import { CertificatePart } from './CertificatePart.tsx'
import type { LearningLine, Transcript } from './data.ts'
import { CredentialState, Table, useDay } from './parts.tsx'
import { RevokeDialog } from './RevokeDialog.tsx'
import { EvidenceLinks } from './records/Evidence.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

/** What is asked of somebody, and everything that was learned; `mayRevoke` for those who write it down. */
export function TranscriptView({ transcript, mayRevoke }: { transcript: Transcript; mayRevoke: boolean }) {
  const t = useTrainingT()
  const me = useMe()
  const { credentials, lines } = transcript
  const [revoking, setRevoking] = useState<LearningLine>()
  return (
    <>
      <h2 className={styles.heading}>{t('training.person.asked')}</h2>
      {credentials.length === 0 ? (
        <EmptyState title={t('training.person.nothingAsked')} />
      ) : (
        <Table
          label={t('training.person.asked')}
          heads={[t('training.column.competency'), t('training.column.level'), t('training.column.state')]}
        >
          {credentials.map((each) => (
            <tr key={each.requirement_id}>
              <th scope="row">
                {each.competency}
                <div className={styles.small}>{each.code}</div>
              </th>
              <td>{each.level_name}</td>
              <td>
                <CredentialState of={each} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <h2 className={styles.heading}>{t('training.person.learned')}</h2>
      {lines.length === 0 ? (
        <EmptyState title={t('training.person.nothingLearned')} />
      ) : (
        <ul className={styles.lines}>
          {lines.map((line) => (
            <Line
              key={line.id}
              line={line}
              isOwn={transcript.person.id === me.person_id}
              {...(mayRevoke ? { onRevoke: () => setRevoking(line) } : {})}
            />
          ))}
        </ul>
      )}
      {revoking && <RevokeDialog line={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  )
}

function Line({ line, isOwn, onRevoke }: { line: LearningLine; isOwn: boolean; onRevoke?: () => void }) {
  const t = useTrainingT()
  const day = useDay()
  const shows = line.competencies.map(({ name, level_name }) =>
    level_name ? `${name} (${level_name})` : name,
  )
  const title = line.title || shows.join(', ') || t(`training.verb.${line.verb}`)
  const isProof = (line.verb === 'completed' || line.verb === 'passed') && !line.is_revoked
  const facts = [
    day(line.happened_on),
    t(`training.origin.${line.origin}`),
    line.provider,
    line.version && t('training.line.version', { version: line.version }),
    line.score_percent !== null && t('training.line.score', { score: line.score_percent }),
    line.duration_minutes !== null && t('training.line.minutes', { count: line.duration_minutes }),
    line.assessor && t('training.line.assessor', { name: line.assessor }),
    t('training.line.recordedBy', { name: line.recorded_by }),
  ].filter(Boolean)
  return (
    <li>
      <div className={styles.row}>
        <strong className={line.is_revoked ? styles.gone : undefined}>{title}</strong>
        <StatusBadge
          tone={line.is_revoked || line.verb === 'revoked' ? 'danger' : 'neutral'}
          label={line.is_revoked ? t('training.line.revoked') : t(`training.verb.${line.verb}`)}
        />
        {onRevoke && line.verb !== 'revoked' && !line.is_revoked && (
          <Button size="compact-sm" variant="default" onClick={onRevoke}>
            {t('training.revoke.open')}
          </Button>
        )}
      </div>
      {line.title && shows.length > 0 && <div>{shows.join(', ')}</div>}
      <div className={styles.small}>{facts.join(' · ')}</div>
      {line.evidence && <p className={styles.words}>{line.evidence}</p>}
      {line.evidence_link && (
        <a className={styles.link} href={line.evidence_link} target="_blank" rel="noreferrer">
          {t('training.line.evidence')}
        </a>
      )}
      <EvidenceLinks lineId={line.id} files={line.files} />
      {(isProof || line.certificate) && <CertificatePart line={line} title={title} isOwn={isOwn} />}
    </li>
  )
}
