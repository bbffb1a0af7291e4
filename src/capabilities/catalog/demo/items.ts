/** What the demo hospital offers: devices, programs, access, joining and leaving, in English and Spanish. */
import { access, hardware, software } from './devices.ts'
import type { DemoItem, DemoNames } from './parts.ts'
import { leaver, newStarter } from './people.ts'

/** The items in their order. */
export function demoItems(names: DemoNames): DemoItem[] {
  return [hardware(names), software(names), access(names), newStarter(names), leaver(names)]
}
