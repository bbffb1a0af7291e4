/** Looks through long texts in a thread of its own, so that the server goes on answering. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Look, looked } from './looked.ts'

parentPort?.postMessage(looked(workerData as Look))
