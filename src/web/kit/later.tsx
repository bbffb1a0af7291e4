import { type ComponentType, lazy, Suspense } from 'react'

/** A component that is loaded when it is first shown; nothing stands in its place until then. To be called at the top of a module. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Loaded = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>
  // biome-ignore lint/correctness/noComponentHookFactories: It is made once, when its module is read.
  return function Later(props: P) {
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    )
  }
}
