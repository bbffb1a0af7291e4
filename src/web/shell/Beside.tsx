import { useCapabilities } from './capabilities-context.ts'

/** What the capabilities add beside a ticket or a team. */
export function Beside({ of, id }: { of: 'ticket' | 'team'; id: string }) {
  return useCapabilities()
    .flatMap((capability) => (capability.beside ?? []).map((part) => ({ ...part, name: capability.name })))
    .filter((part) => part.of === of)
    .sort((a, b) => a.order - b.order)
    .map(({ name, order, Part }) => <Part key={`${name}${order}`} id={id} />)
}
