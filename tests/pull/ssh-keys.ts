import ssh2 from 'ssh2';

type Options = Parameters<typeof ssh2.utils.generateKeyPairSync>[1];

/** A new key pair. One in some four hundred that ssh2 1.17 makes it cannot read itself; those are thrown away. */
export function newKeyPair(options?: Options & { passphrase?: string }) {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync('ed25519', options);
    if (!(ssh2.utils.parseKey(pair.private, options?.passphrase) instanceof Error)) return pair;
  }
}
