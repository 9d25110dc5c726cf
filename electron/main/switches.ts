/** Chromium's own habit of talking to the network, switched off before it starts. */
import { app } from 'electron'

const SWITCHES: readonly (readonly [name: string, value?: string])[] = [
  // a proxy that is not there, for everything, loopback included; and no name resolves
  ['proxy-server', 'http://0.0.0.0:1'],
  ['proxy-bypass-list', '<-loopback>'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['force-webrtc-ip-handling-policy', 'disable_non_proxied_udp'],
]

const FEATURES_OFF = [
  'NetworkPrediction',
  'Prerender2',
  'OptimizationHints',
  'MediaRouter',
  'DialMediaRouteProvider',
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
]

/** Must run before the app is ready. */
export function setSwitches(): void {
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value)
  const features = mergeFeatures(app.commandLine.getSwitchValue('disable-features'), FEATURES_OFF)
  app.commandLine.appendSwitch('disable-features', features)
}

/** A second `disable-features` would replace the first, so what was asked for outside is kept. */
function mergeFeatures(given: string, ours: readonly string[]): string {
  return [...new Set([...given.split(',').filter(Boolean), ...ours])].join(',')
}
