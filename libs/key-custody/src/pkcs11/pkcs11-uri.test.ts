import { describe, expect, it } from '@jest/globals';
import { parsePkcs11Uri } from './pkcs11-uri.ts';

const WHERE = 'module-path=/usr/lib/hsm.so&pin-source=file:/run/pin';

describe('a PKCS #11 URI', () => {
  it('names a token, its keys, the module and the file of the PIN', () => {
    const uri =
      'pkcs11:token=The%20vault;object=capsules;serial=42;type=private?module-path=/usr/lib/hsm.so&pin-source=file:/run/pin';
    expect(parsePkcs11Uri(uri)).toEqual({
      token: 'The vault',
      object: 'capsules',
      serial: '42',
      modulePath: '/usr/lib/hsm.so',
      pinPath: '/run/pin',
    });
  });

  it.each(['pin-source=/run/pin', 'pin-source=file:///run/pin', 'pin-source=file:/run%2Fpin'.replace('%2F', '/')])(
    'may name the file of the PIN as %s',
    (pin) => {
      expect(parsePkcs11Uri(`pkcs11:token=a?module-path=/m.so&${pin}`)).toEqual({
        token: 'a',
        modulePath: '/m.so',
        pinPath: '/run/pin',
      });
    },
  );

  it('comes through the URL class unchanged', () => {
    const uri = `pkcs11:token=The%20vault;object=a%3Bb?${WHERE}`;
    expect(parsePkcs11Uri(String(new URL(uri)))).toEqual(parsePkcs11Uri(uri));
  });

  it.each([
    ['', 'not a PKCS #11 URI'],
    ['file:///keys.json', 'not a PKCS #11 URI'],
    [`pkcs11:token=a?${WHERE}#b`, 'not a PKCS #11 URI'],
    [`pkcs11:?${WHERE}`, 'no token= and no serial='],
    [`pkcs11:object=a?${WHERE}`, 'no token= and no serial='],
    [`pkcs11:token=a;slot-id=1?${WHERE}`, 'not one of token, serial, object, type'],
    [`pkcs11:token=a;token=a?${WHERE}`, 'token twice'],
    [`pkcs11:token=a;;object=b?${WHERE}`, 'not one of'],
    [`pkcs11:token?${WHERE}`, 'not one of'],
    [`pkcs11:token=?${WHERE}`, 'is empty'],
    [`pkcs11:token=a%00?${WHERE}`, 'zero byte'],
    [`pkcs11:token=%ff?${WHERE}`, 'percent-encoded UTF-8'],
    [`pkcs11:token=a;type=public?${WHERE}`, 'type=private'],
    [`pkcs11:token=${'a'.repeat(33)}?${WHERE}`, 'longer than a token can hold'],
    [`pkcs11:token=a;object=${'a'.repeat(3_000)}?${WHERE}`, '2048 characters'],
    ['pkcs11:token=a', 'no module-path='],
    ['pkcs11:token=a?module-path=/m.so', 'no pin-source='],
    ['pkcs11:token=a?module-path=m.so&pin-source=/p', 'neither an absolute path nor a file: URL'],
    ['pkcs11:token=a?module-path=/m.so&pin-source=%7Cask-pin', 'neither an absolute path nor a file: URL'],
    ['pkcs11:token=a?module-path=/m.so&pin-source=https://pin.example/', 'neither an absolute path nor a file: URL'],
    ['pkcs11:token=a?module-path=/m.so&pin-source=file://host/p', 'neither an absolute path nor a file: URL'],
    ['pkcs11:token=a?module-name=m&pin-source=/p', 'not one of module-path, pin-source'],
  ])('is refused as %j', (uri, message) => {
    expect(() => parsePkcs11Uri(uri)).toThrow(message);
  });

  it('holds no PIN, and a refusal does not repeat the one that it held', () => {
    const parse = () => parsePkcs11Uri(`pkcs11:token=a?pin-value=31415926&${WHERE}`);
    expect(parse).toThrow('a PIN does not belong in a URI');
    expect(parse).not.toThrow('31415926');
  });
});
