/** This browser's side of being rung: its permission, its push service, and a name by which its owner knows it. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on'

const worker = '/push-worker.js'

/** Whether this browser is rung, and the address at its push service if so. */
export async function pushState(): Promise<{ state: PushState; endpoint?: string }> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window))
    return { state: 'unsupported' }
  if (Notification.permission === 'denied') return { state: 'denied' }
  const registration = await navigator.serviceWorker.getRegistration(worker)
  const subscription = await registration?.pushManager.getSubscription()
  return subscription ? { state: 'on', endpoint: subscription.endpoint } : { state: 'off' }
}

export type Asked = { endpoint: string; p256dh: string; auth: string }

/** Asks the person and then the browser's push service. Nothing when the person says no; throws when the service does. */
export async function askPush(key: string): Promise<Asked | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined
  await navigator.serviceWorker.register(worker)
  const { pushManager } = await navigator.serviceWorker.ready
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscription.toJSON()
  return endpoint && keys?.p256dh && keys.auth
    ? { endpoint, p256dh: keys.p256dh, auth: keys.auth }
    : undefined
}

export async function endPush(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(worker)
  const subscription = await registration?.pushManager.getSubscription()
  await subscription?.unsubscribe()
}

const browsers = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Macintosh', 'Linux'] as const

/** The browser and the system as its owner would call them, such as “Firefox, Windows”. Pure. */
export function nameOf(agent: string): string {
  const browser = browsers.find(([mark]) => agent.includes(mark))?.[1] ?? 'Browser'
  const system = systems.find((mark) => agent.includes(mark))
  return system ? `${browser}, ${system === 'Macintosh' ? 'Mac' : system}` : browser
}
