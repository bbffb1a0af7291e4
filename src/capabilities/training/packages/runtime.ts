/**
 * What runs in the pages of a package, before anything of its own: the interfaces of SCORM, kept in memory and sent to
 * the page around the frame. It is sent as text, so that it may use nothing from outside of itself.
 */
export type RuntimeGiven = {
  token: string
  /** The origin of the page around the frame, and the only one that hears. */
  site: string
  format: 'scorm12' | 'scorm2004' | 'cmi5'
  values: Record<string, string>
}

/** What was answered goes to the page around the frame soon, whether or not the course asks for it. */
function sending({ token, site }: RuntimeGiven) {
  const wait_ms = 100
  let changed: Record<string, string> = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const send = (isOver: boolean) => {
    clearTimeout(timer)
    timer = undefined
    if (Object.keys(changed).length === 0 && !isOver) return
    // Only what a person did keeps their session; what a page does by itself does not.
    const isUsed = navigator.userActivation?.isActive ?? false
    window.top?.postMessage({ from: 'wardline-course', token, values: changed, isOver, isUsed }, site)
    changed = {}
  }
  const keep = (element: string, text: string) => {
    changed[element] = text
    // What was answered is kept before a lid is closed.
    timer ??= setTimeout(() => send(false), wait_ms)
  }
  return { send, keep }
}

/** The calls of SCORM, with the codes of its errors. */
function calls(given: RuntimeGiven, { send, keep }: ReturnType<typeof sending>) {
  const value_length_max = 64_000
  const values = new Map(Object.entries(given.values))
  const is12 = given.format === 'scorm12'
  let phase: 'fresh' | 'open' | 'over' = 'fresh'
  let failure = '0'
  const done = (code: string) => {
    failure = code
    return code === '0' ? 'true' : 'false'
  }
  const notOpen = (fresh: string, over: string) => done(is12 ? '301' : phase === 'fresh' ? fresh : over)
  const readOnly =
    /^cmi\.(core\.(student_id|student_name|credit|entry|total_time|lesson_mode)|launch_data|student_data\..*|learner_id|learner_name|credit|entry|total_time|mode|completion_threshold|scaled_passing_score|max_time_allowed|time_limit_action|_version)$|\._(count|children)$/
  const writeOnly = /^cmi\.(core\.)?(session_time|exit)$/
  const countOf = (element: string) => {
    const before = element.slice(0, -'_count'.length)
    const places = [...values.keys()]
      .filter((key) => key.startsWith(before))
      .map((key) => Number.parseInt(key.slice(before.length), 10))
    return String(places.reduce((most, place) => (place >= most ? place + 1 : most), 0))
  }
  const get = (element: string) => {
    if (phase !== 'open') {
      notOpen('122', '123')
      return ''
    }
    failure = '0'
    if (element.endsWith('._count')) return countOf(element)
    if (element.endsWith('._children')) return 'id,score,status,raw,min,max,scaled'
    const value = writeOnly.test(element) ? undefined : values.get(element)
    if (writeOnly.test(element)) failure = is12 ? '404' : '405'
    else if (value === undefined && !/^(cmi|adl)\./.test(element)) failure = '401'
    else if (value === undefined && !is12) failure = '403'
    return value ?? ''
  }
  const set = (element: string, value: unknown) => {
    const text = String(value)
    if (phase !== 'open') return notOpen('132', '133')
    if (!/^(cmi|adl)\.[A-Za-z0-9_.-]{1,200}$/.test(element)) return done('401')
    if (readOnly.test(element)) return done(is12 ? '403' : '404')
    if (text.length > value_length_max) return done(is12 ? '405' : '406')
    values.set(element, text)
    keep(element, text)
    return done('0')
  }
  const open = () => {
    if (phase !== 'fresh') return done(is12 ? '101' : phase === 'open' ? '103' : '104')
    phase = 'open'
    return done('0')
  }
  const commit = () => {
    if (phase !== 'open') return notOpen('142', '143')
    send(false)
    return done('0')
  }
  const close = () => {
    if (phase !== 'open') return notOpen('112', '113')
    phase = 'over'
    send(true)
    return done('0')
  }
  return { open, close, get, set, commit, lastError: () => failure }
}

/** The two interfaces, by the names that courses look for. */
function offer(format: RuntimeGiven['format'], scorm: ReturnType<typeof calls>): void {
  const { open, close, get, set, commit, lastError } = scorm
  const textOf = (code: string) => (code === '0' ? 'No error' : `Error ${code}`)
  const scorm12 = {
    LMSInitialize: open,
    LMSFinish: close,
    LMSGetValue: get,
    LMSSetValue: set,
    LMSCommit: commit,
    LMSGetLastError: lastError,
    LMSGetErrorString: textOf,
    LMSGetDiagnostic: textOf,
  }
  const scorm2004 = {
    Initialize: open,
    Terminate: close,
    GetValue: get,
    SetValue: set,
    Commit: commit,
    GetLastError: lastError,
    GetErrorString: textOf,
    GetDiagnostic: textOf,
    version: '1.0',
  }
  if (format === 'scorm12') Object.defineProperty(window, 'API', { value: scorm12 })
  if (format === 'scorm2004') Object.defineProperty(window, 'API_1484_11', { value: scorm2004 })
}

/** An origin of its own has no storage; a course that asks for some gets what lasts as long as its page. */
function giveStorage(): void {
  for (const name of ['localStorage', 'sessionStorage']) {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(String(key)) ?? null,
      setItem: (key: string, value: unknown) => void kept.set(String(key), String(value)),
      removeItem: (key: string) => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: (place: number) => [...kept.keys()][place] ?? null,
      get length() {
        return kept.size
      },
    }
    Object.defineProperty(window, name, { value: storage })
  }
}

function runtime(given: RuntimeGiven): void {
  const sent = sending(given)
  offer(given.format, calls(given, sent))
  giveStorage()
  addEventListener('pagehide', () => sent.send(false))
}

/** The script of a page, as ASCII whatever the page is written in, and as a page of XHTML can hold it. */
export function runtimeScript(given: RuntimeGiven): string {
  const data = JSON.stringify(given).replaceAll(
    /[<>&\u007f-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const parts = [sending, calls, offer, giveStorage, runtime].map(String).join('\n')
  return `<script>//<![CDATA[
(() => {${parts}
runtime(${data})})()
//]]></script>`
}
