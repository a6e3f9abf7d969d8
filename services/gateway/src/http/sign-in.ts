import { PosternError } from '@postern/errors';
import type { FastifyInstance } from 'fastify';
import type { Portal } from './portal.ts';
import { redeem } from './redeem.ts';
import { MAX_CODE, smallField } from './small-form.ts';

/** For script: checks a code without the message having to be uploaded first. */
export function signInRoute(app: FastifyInstance, portal: Portal): void {
  app.post('/sign-in', async (request, reply) => {
    const code = smallField(request, 'code', MAX_CODE);
    if (code === '') throw new PosternError('otp.wrong');
    await redeem(portal, request, reply, { code, privateComputer: smallField(request, 'private', 1) === '1' });
    return reply.code(204).send();
  });
}
