// What an operator does on a token while custodies use it, as a process of its
// own: `add <uri>` prints the new public key, `remove <uri> <key id>` removes a pair.
import { thumbprint } from '@postern/jwk';
import { readAttributes } from '../src/pkcs11/attributes.ts';
import { CKA, CKK, CKO } from '../src/pkcs11/constants.ts';
import { readEcPoint } from '../src/pkcs11/ec-point.ts';
import { findObjects } from '../src/pkcs11/objects.ts';
import { generatePkcs11KeyPair } from '../src/pkcs11/pkcs11-custody.ts';
import { withSession } from './pkcs11-with-session.ts';

const [order, uri = '', keyId = ''] = process.argv.slice(2);
if (order === 'add') process.stdout.write(JSON.stringify(await generatePkcs11KeyPair(uri)));
else if (order === 'remove') await remove();
else throw new Error('add or remove?');

async function remove(): Promise<void> {
  await withSession(uri, async (module, session) => {
    const publicKeys = await findObjects(
      module,
      session,
      [
        [CKA.CLASS, CKO.PUBLIC_KEY],
        [CKA.KEY_TYPE, CKK.EC],
      ],
      100,
    );
    for (const publicKey of publicKeys) {
      const [id, value] = await readAttributes(module, session, publicKey, [CKA.ID, CKA.EC_POINT]);
      const point = value === undefined ? undefined : readEcPoint(value);
      if (id === undefined || point === undefined || thumbprint(point) !== keyId) continue;
      for (const half of await findObjects(module, session, [[CKA.ID, id]], 2))
        await module.call('C_DestroyObject', undefined, session, half);
      return;
    }
    throw new Error('no such key');
  });
}
