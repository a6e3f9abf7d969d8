import { runProcess } from '@postern/runtime';
import { identityModule } from './index.ts';

await runProcess(identityModule);
