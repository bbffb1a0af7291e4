/** TLS by Wardline itself: certificate and key from files, read again when they are renewed. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import type { Server } from 'node:http'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import type { Logger } from 'pino'
import { type Config, ConfigError } from '../config/config.ts'

export type TlsFiles = { cert: string; key: string }

/** What takes another certificate while it runs. */
export type Renewable = { setSecureContext(options: SecureContextOptions): void }

const look_ms = 5_000

/** The files of the configuration, or undefined without TLS. Throws a ConfigError when one of the two is missing. */
export function tlsFilesOf({ tlsCert, tlsKey }: Pick<Config, 'tlsCert' | 'tlsKey'>): TlsFiles | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  if (tlsCert === undefined || tlsKey === undefined)
    throw new ConfigError('WARDLINE_TLS_CERT and WARDLINE_TLS_KEY belong together: set both, or none.')
  return { cert: tlsCert, key: tlsKey }
}

/** What the server needs to begin; throws a ConfigError when the files cannot be read or do not fit each other. */
export function readTls(files: TlsFiles): SecureContextOptions {
  try {
    const options = {
      cert: readFileSync(files.cert),
      key: readFileSync(files.key),
      minVersion: 'TLSv1.2',
    } as const
    createSecureContext(options)
    return options
  } catch (cause) {
    throw new ConfigError(
      'WARDLINE_TLS_CERT and WARDLINE_TLS_KEY must be the paths of a certificate and its key in PEM that Wardline may read.',
      { cause },
    )
  }
}

/**
 * Takes a renewed certificate for new connections, some seconds after the files changed and at once on SIGHUP. What
 * cannot be read is told in the log, and the old one stays. Answers how to stop it.
 */
export function renewTls(server: Server | Renewable, files: TlsFiles, log: Logger): () => void {
  const renew = () => {
    try {
      ;(server as Renewable).setSecureContext(readTls(files))
      log.info('the certificate was read again')
    } catch {
      log.error('the new certificate cannot be read or does not fit its key; the old one stays in use')
    }
  }
  const paths = [files.cert, files.key]
  for (const path of paths) watchFile(path, { interval: look_ms, persistent: false }, renew)
  process.on('SIGHUP', renew)
  return () => {
    for (const path of paths) unwatchFile(path, renew)
    process.off('SIGHUP', renew)
  }
}
