import { runProcess } from '@postern/runtime';
import { keyReleaseModule } from './index.ts';

await runProcess(keyReleaseModule);
