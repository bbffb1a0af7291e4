/** The wallboard: what a room full of people needs to see of the desk, without a word of any ticket. */
import type { Capability } from '../../../core/registry.ts'
import { board } from './board.ts'

export const wallboard: Capability = { name: 'wallboard', readers: [board] }
