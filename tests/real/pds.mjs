// A real Bluesky PDS with its directory, for as long as a test lasts; it answers on the loopback alone.
import http from 'node:http'
const listen = http.Server.prototype.listen
http.Server.prototype.listen = function (port, ...rest) {
  if (typeof port !== 'number') return listen.call(this, port, ...rest)
  return listen.call(this, port, '127.0.0.1', ...rest.filter((one) => typeof one === 'function'))
}
const plc = (await import('@did-plc/server')).default
const { PDS, envToCfg, envToSecrets } = await import('@atproto/pds')
const { Secp256k1Keypair } = await import('@atproto/crypto')
const fs = await import('node:fs')

const [folder, plcPort, port] = [process.argv[2], +process.argv[3], +process.argv[4]]
fs.mkdirSync(folder + '/data', { recursive: true })
await plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort }).start()
const key = await Secp256k1Keypair.create({ exportable: true })
const environment = {
  devMode: true, hostname: 'localhost', port, version: '0', inviteRequired: false, crawlers: [],
  dataDirectory: folder + '/data', blobstoreDiskLocation: folder + '/blobs',
  recoveryDidKey: (await Secp256k1Keypair.create()).did(), disableSsrfProtection: true,
  adminPassword: 'for-tests', jwtSecret: 'for-tests-only', serviceHandleDomains: ['.test'],
  didPlcUrl: `http://localhost:${plcPort}`, bskyAppViewUrl: 'https://appview.invalid',
  bskyAppViewDid: 'did:example:invalid', bskyAppViewCdnUrlPattern: 'http://cdn.invalid/%s/%s/%s',
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await key.export()).toString('hex'),
}
const pds = await PDS.create(envToCfg(environment), envToSecrets(environment))
await pds.start()
console.log('READY')
