import { Group, Skeleton, Stack } from '@mantine/core'
import { useKitT } from '../i18n/useKitT.ts'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** Lines shaped like text that is coming. */
export function TextSkeleton({ lines = 3 }: { lines?: number }) {
  return (
    <Waiting>
      {indexes(lines).map((line) => (
        <Skeleton key={line} height={12} radius="sm" width={line === lines - 1 ? '60%' : '100%'} />
      ))}
    </Waiting>
  )
}

/** Rows shaped like a list that is coming. */
export function ListSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <Waiting>
      {indexes(rows).map((row) => (
        <Group key={row} wrap="nowrap" gap="md" h="var(--wl-row)">
          <Skeleton height={24} circle />
          <Skeleton height={12} radius="sm" style={{ flex: 3 - (row % 3) * 0.4 }} />
          <Skeleton height={12} radius="sm" style={{ flex: 1 }} />
        </Group>
      ))}
    </Waiting>
  )
}

/** A title, a few facts and a text, shaped like a page about one thing. */
export function PageSkeleton() {
  return (
    <Waiting>
      <Skeleton height={24} radius="sm" width="50%" />
      <Skeleton height={12} radius="sm" width="30%" mb="lg" />
      <Skeleton height={120} radius="md" />
      <Skeleton height={12} radius="sm" />
      <Skeleton height={12} radius="sm" width="80%" />
    </Waiting>
  )
}

function indexes(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function Waiting({ children }: { children: React.ReactNode }) {
  const t = useKitT()
  return (
    <div aria-busy="true">
      <VisuallyHidden>{t('kit.loading')}</VisuallyHidden>
      <Stack gap="sm" aria-hidden>
        {children}
      </Stack>
    </div>
  )
}
