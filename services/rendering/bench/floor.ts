import { Tokenizer } from 'htmlparser2';
import { openBare, type Sealed } from './sealed.ts';

/** What no reader of sealed HTML can do without: open it, and find its tags. */
export function floor(sealed: Sealed): void {
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onattribdata: ignore,
      onattribend: ignore,
      onattribentity: ignore,
      onattribname: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
      ontext: ignore,
      ontextentity: ignore,
    },
  );
  tokenizer.write(openBare(sealed).toString());
  tokenizer.end();
}

function ignore(): void {}
