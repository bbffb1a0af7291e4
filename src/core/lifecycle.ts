/**
 * The states that a kind of record can be in, as data. Each state belongs to one of four categories, and
 * queues, clocks and reports read only the category, so that they work for every kind.
 */
export type Category = 'waiting' | 'active' | 'paused' | 'done'
export const categories = ['waiting', 'active', 'paused', 'done'] as const

export type Lifecycle<
  Kind extends string = string,
  State extends string = string,
  Move extends string = string,
> = {
  readonly kind: Kind
  readonly initial: State
  readonly states: Readonly<Record<State, Category>>
  readonly moves: Readonly<Record<Move, { readonly from: readonly State[]; readonly to: State }>>
}

/** Declares a lifecycle; a move from or to a state that is not named does not compile. */
export function lifecycle<
  const Kind extends string,
  const States extends Record<string, Category>,
  const Moves extends Record<string, { from: readonly (keyof States & string)[]; to: keyof States & string }>,
>(definition: { kind: Kind; initial: keyof States & string; states: States; moves: Moves }) {
  return definition as unknown as Lifecycle<Kind, keyof States & string, keyof Moves & string> & {
    readonly states: States
    readonly moves: Moves
  }
}

export type StateOf<L> = L extends Lifecycle<string, infer S, string> ? S : never
export type MoveOf<L> = L extends Lifecycle<string, string, infer M> ? M : never

/** True when the move may be made from the state. */
export function isOpenMove<L extends Lifecycle>(life: L, state: string, move: MoveOf<L>): boolean {
  return (life.moves[move as string]?.from as readonly string[] | undefined)?.includes(state) ?? false
}

/** The moves that the state allows, in the order they were declared. */
export function openMoves<L extends Lifecycle>(life: L, state: string): MoveOf<L>[] {
  return (Object.keys(life.moves) as MoveOf<L>[]).filter((move) => isOpenMove(life, state, move))
}
